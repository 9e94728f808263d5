"""What a cloud has to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Avatar:
    """A face the cloud offers; `is_public` when it is not the account's own."""

    id: str
    name: str
    preview_url: str = ""
    default_voice_id: str = ""
    created_at: datetime | None = None
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A voice the cloud offers, and whether it heeds pauses and emotions."""

    id: str
    name: str
    language: str = ""
    gender: str = ""
    preview_url: str = ""
    has_pauses: bool = False
    has_emotions: bool = False
