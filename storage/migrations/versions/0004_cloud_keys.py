"""What opens a session's other doors at its cloud.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Add the column; sessions from before have no such door."""
    op.add_column("sessions", sa.Column("cloud_keys", sa.JSON))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("sessions", "cloud_keys")
