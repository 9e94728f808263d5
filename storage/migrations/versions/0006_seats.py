"""Whose each proxied session is.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "seats",
        sa.Column("session_id", sa.String(200), primary_key=True),
        sa.Column("customer", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.String(200), nullable=False, index=True),
        sa.Column("intro", sa.Text, nullable=False),
        sa.Column("face", sa.String(10), nullable=False),
        sa.Column("most_sessions", sa.Integer),
        sa.Column("is_stopped", sa.Boolean, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("made_at", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("seats")
