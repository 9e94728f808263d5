"""Alembic's way in: the caller's connection, and no settings of its own."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
