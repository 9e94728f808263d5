"""By which tariff a session is billed, and which of the proxy's are LITE.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    """Add both; what there is was billed by its cloud's only tariff."""
    tariff = sa.Column("tariff", sa.String(30), nullable=False, server_default="")
    is_lite = sa.Column(
        "is_lite", sa.Boolean, nullable=False, server_default=sa.false()
    )
    op.add_column("sessions", tariff)
    op.add_column("seats", is_lite)


def downgrade() -> None:
    """Drop both."""
    op.drop_column("seats", "is_lite")
    op.drop_column("sessions", "tariff")
