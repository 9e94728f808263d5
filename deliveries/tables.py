"""The outbox's table, and how a row of it is read."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
)

from deliveries.model import Delivery, Kind, State
from storage.types import Moment

metadata = MetaData()

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("conversation_id", String(200), nullable=False),
    Column("session_id", String(36), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("body", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("completed", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment),
    # Only while it waits: the conversation again, in which `seq` says whose turn it is,
    # and when it is tried next. So what is done is in nobody's way.
    Column("queue", String(200)),
    Column("retry_at", Moment),
    Column("last_error", String(50)),
    Column("done_at", Moment),
    # Who sends it now, and until when nobody else does.
    Column("claim", String(36)),
    Column("claimed_until", Moment),
)
Index("deliveries_by_retry", deliveries.c.retry_at, deliveries.c.seq)
Index("deliveries_by_queue", deliveries.c.queue, deliveries.c.seq)
Index("deliveries_by_state", deliveries.c.state, deliveries.c.seq)

COLUMNS = [deliveries.c[field.name] for field in fields(Delivery)]


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of `COLUMNS` as a delivery."""
    values = dict(row._mapping)
    values["kind"] = Kind(values["kind"])
    values["state"] = State(values["state"])
    return Delivery(**values)
