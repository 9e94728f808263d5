"""What other processes do in the tests of deliveries; they start afresh."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

from deliveries.claims import Claims
from deliveries.courier import Courier
from deliveries.model import Delivery, Kind
from deliveries.outbox import Outbox
from storage.database import Database

SHORT_LEASE_S = 0.5
EVERY_S = 0.02


def deliver_all(
    url: str,
    book: Path,
    send_s: float,
    lease_s: float = SHORT_LEASE_S,
    together: Barrier | None = None,
) -> None:
    """Deliver until nothing is left.

    Args:
        url: The ledger's.
        book: The receiver's: a line for each send that begins.
        send_s: How long a send takes.
        lease_s: How long what it has claimed is its own without a word of it.
        together: Where the first send waits for the others' first ones, and all of its
            process for that: so none of them is done before another has begun.
    """
    never = threading.Event()
    meeting = threading.Lock()
    parties = [together] if together is not None else []

    def send(delivery: Delivery) -> None:
        write(book, f"{delivery.conversation_id} {delivery.id} {os.getpid()}")
        with meeting:
            while parties:
                parties.pop().wait(60)
        never.wait(send_s)

    database = Database(url)
    outbox = Outbox(database=database, now=utc_now)
    claims = Claims(database=database, now=utc_now, lease_s=lease_s)
    courier = Courier(claims=claims, send=send)
    while outbox.page(limit=1):
        courier.round()
        never.wait(EVERY_S)
    courier.end(10)


def add_and_hang(url: str, book: Path) -> None:
    """Add a delivery, and never come to the end of the transaction."""
    database = Database(url)
    outbox = Outbox(database=database, now=utc_now)
    with database.write() as connection:
        row: dict[str, Any] = {"conversation_id": "c1", "session_id": "s1"}
        outbox.add(connection, **row, kind=Kind.STATUS, body={})
        write(book, "added")
        threading.Event().wait(60)


def write(book: Path, line: str) -> None:
    """Add a line, whole, whoever else writes and dies."""
    handle = os.open(book, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def utc_now() -> datetime:
    """The clock of a process in use."""
    return datetime.now(UTC)
