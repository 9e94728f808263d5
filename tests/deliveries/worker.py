"""A process that delivers into a folder, to be killed: `worker.py URL FOLDER`.

Each delivery becomes a line of the file of its conversation: `<id> <number>`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from deliveries.courier import Courier
from deliveries.model import Fate
from deliveries.outbox import Outbox
from storage.database import Database


def main(url: str, folder: Path) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    def send(delivery):
        with (folder / delivery.conversation_id).open("a") as file:
            file.write(f"{delivery.id} {delivery.body['number']}\n")

    outbox = Outbox(database=Database(url), now=now)
    courier = Courier(
        outbox=outbox, send=send, complete=lambda one: one.body, now=now, claim_s=0.2
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while outbox.counts()[Fate.WAITING]:
        courier.round()
        courier.settle()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
