"""What is to be told to others, until they have it.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"

MOMENT = sa.BigInteger  # microseconds since 1970, UTC


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "deliveries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(200), nullable=False),
        sa.Column("session_id", sa.String(36), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("completed", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("tried_at", MOMENT),
        sa.Column("queue", sa.String(200)),
        sa.Column("retry_at", MOMENT),
        sa.Column("last_error", sa.String(50)),
        sa.Column("done_at", MOMENT),
        sa.Column("claim", sa.String(36)),
        sa.Column("claimed_until", MOMENT),
    )
    op.create_index("deliveries_by_retry", "deliveries", ["retry_at", "seq"])
    op.create_index("deliveries_by_queue", "deliveries", ["queue", "seq"])
    op.create_index("deliveries_by_state", "deliveries", ["state", "seq"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("deliveries")
