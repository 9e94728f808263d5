"""The ledger's tables."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.types import Moment

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("cloud", String(30), nullable=False),
    Column("tariff", String(30), nullable=False, server_default=text("''")),
    Column("cloud_session_id", String(200), unique=True),
    Column("persona_id", String(100), nullable=False),
    Column("opened_by", String(100), nullable=False),
    Column("state", String(10), nullable=False),
    Column("end_reason", String(20)),
    Column("created_at", Moment, nullable=False),
    Column("opened_at", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("idle_timeout_s", Integer),
    # Who is there: the viewer's last sign of life, and the cloud's last activity.
    Column("seen_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("beat_at", Moment),
    # What was said: the number of the turn that is on, and of the last event.
    Column("turn", Integer, nullable=False),
    Column("event_seq", Integer, nullable=False),
    # What it cost, settled at its end; while it runs it is computed.
    Column("credits", Double),
    Column("warned_at", Moment),
    Column("parted_at", Moment),
    # An end that is not confirmed: how often it was tried, and when to try again.
    Column("attempts", Integer, nullable=False),
    Column("retry_at", Moment),
    Column("worker", String(40), nullable=False),
    # Who has a sentence on its way to the cloud; nobody else sends one meanwhile.
    Column("sending", String(80)),
    # What the persona knows: about this session, and of what was said in it.
    Column("variables", JSON),
    Column("summary", Text, nullable=False, server_default=text("''")),
    Column("summed_up_to", Integer, nullable=False, server_default="0"),
    Column("last_reply", JSON(none_as_null=True)),
    # What opens the session's other doors at the cloud; gone when it has ended.
    Column("cloud_keys", JSON(none_as_null=True)),
)
Index("sessions_by_state", sessions.c.state, sessions.c.created_at)
Index(
    "sessions_by_persona",
    sessions.c.state,
    sessions.c.persona_id,
    sessions.c.created_at,
)
Index("sessions_by_age", sessions.c.created_at)

# The sums of ended sessions, by the UTC day on which they were created.
daily = Table(
    "daily",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("persona_id", String(100), primary_key=True),
    Column("cloud", String(30), primary_key=True),
    Column("sessions", Integer, nullable=False),
    Column("lasted_ticks", BigInteger, nullable=False),
    Column("credits", Double, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("role", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("tasks", JSON, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ends_at", Moment),
    Column("interrupted", Boolean, nullable=False),
    Column("erased", Boolean, nullable=False),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Column("warning", String(40), nullable=False, server_default=text("''")),
    Column("figures", JSON(none_as_null=True)),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("data", JSON, nullable=False),
    UniqueConstraint("session_id", "seq"),
)
