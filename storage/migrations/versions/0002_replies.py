"""What replies need: who may speak, what is remembered, how long each step took.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

EMPTY = sa.text("''")
ADDED = {
    "sessions": ("sending", "variables", "summary", "summed_up_to", "last_reply"),
    "turns": ("refused", "warning", "figures"),
}


def upgrade() -> None:
    """Add the columns; the rows that are there already get their defaults."""
    for column in (
        sa.Column("sending", sa.String(80)),
        sa.Column("variables", sa.JSON),
        sa.Column("summary", sa.Text, nullable=False, server_default=EMPTY),
        sa.Column("summed_up_to", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_reply", sa.JSON),
    ):
        op.add_column("sessions", column)
    for column in (
        sa.Column("refused", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("warning", sa.String(40), nullable=False, server_default=EMPTY),
        sa.Column("figures", sa.JSON),
    ):
        op.add_column("turns", column)


def downgrade() -> None:
    """Drop them."""
    for table, names in ADDED.items():
        for name in names:
            op.drop_column(table, name)
