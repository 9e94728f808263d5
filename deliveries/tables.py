"""The outbox's table."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table

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
    Column("state", String(10), nullable=False),
    Column("is_complete", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("retry_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("last_error", String(40), nullable=False),
    # Who is sending it has it until then, unless it dies.
    Column("claimed_until", Moment),
)
Index(
    "deliveries_in_order",
    deliveries.c.state,
    deliveries.c.conversation_id,
    deliveries.c.seq,
)
Index("deliveries_due", deliveries.c.state, deliveries.c.retry_at)
