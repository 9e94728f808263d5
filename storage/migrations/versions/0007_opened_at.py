"""When the cloud confirmed that a session began.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Add it; until now, a session that had a name at its cloud had begun there."""
    op.add_column("sessions", sa.Column("opened_at", Moment))
    op.execute(
        "UPDATE sessions SET opened_at = created_at WHERE cloud_session_id IS NOT NULL"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_column("sessions", "opened_at")
