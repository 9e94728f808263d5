"""Sessions, what was said and what happened in them; leases; idempotency keys.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

MOMENT = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("cloud", sa.String(30), nullable=False),
        sa.Column("cloud_session_id", sa.String(200), unique=True),
        sa.Column("persona_id", sa.String(100), nullable=False),
        sa.Column("opened_by", sa.String(100), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("end_reason", sa.String(20)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("idle_timeout_s", sa.Integer),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("beat_at", MOMENT),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("event_seq", sa.Integer, nullable=False),
        sa.Column("credits", sa.Double),
        sa.Column("warned_at", MOMENT),
        sa.Column("parted_at", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("retry_at", MOMENT),
        sa.Column("worker", sa.String(40), nullable=False),
    )
    op.create_index("sessions_by_state", "sessions", ["state", "created_at"])
    op.create_index(
        "sessions_by_persona", "sessions", ["state", "persona_id", "created_at"]
    )
    op.create_index("sessions_by_age", "sessions", ["created_at"])
    op.create_table(
        "daily",
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("persona_id", sa.String(100), primary_key=True),
        sa.Column("cloud", sa.String(30), primary_key=True),
        sa.Column("sessions", sa.Integer, nullable=False),
        sa.Column("lasted_ticks", sa.BigInteger, nullable=False),
        sa.Column("credits", sa.Double, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "session_id",
            sa.String(36),
            sa.ForeignKey("sessions.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("tasks", sa.JSON, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT),
        sa.Column("interrupted", sa.Boolean, nullable=False),
        sa.Column("erased", sa.Boolean, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "session_id", sa.String(36), sa.ForeignKey("sessions.id"), nullable=False
        ),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.UniqueConstraint("session_id", "seq"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(50), primary_key=True),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.String(200), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("about", sa.String(200), index=True),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.Text),
        sa.Column("location", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop them."""
    tables = ("idempotency_keys", "leases", "events", "turns", "daily", "sessions")
    for name in tables:
        op.drop_table(name)
