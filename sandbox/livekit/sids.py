"""Server-made ids as LiveKit writes them: a kind, an underscore, twelve letters."""

from __future__ import annotations

import secrets
import string

_LETTERS = string.ascii_letters + string.digits


def sid(kind: str) -> str:
    """A new id: `RM` for a room, `PA` for a participant, `TR` for a track."""
    return f"{kind}_{''.join(secrets.choice(_LETTERS) for _ in range(12))}"
