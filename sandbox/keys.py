"""Which account keys the sandbox takes, and how it writes them down."""

from __future__ import annotations

from collections.abc import Mapping

REFUSED_KEY = "refused-key"
"""The one key that every imitated cloud refuses; any other non-empty one is good."""


def bearer(headers: Mapping[str, str]) -> str:
    """The bearer credential of a request, or nothing."""
    scheme, _, value = headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def masked(headers: Mapping[str, str]) -> str | None:
    """The credential of a request, told apart but not given away."""
    if key := headers.get("X-Api-Key", ""):
        return f"X-Api-Key: {mask(key)}"
    if token := bearer(headers):
        return f"Authorization: Bearer {mask(token)}"
    return None


def mask(secret: str) -> str:
    """A secret, told apart but not given away."""
    return f"{secret[:2]}...{secret[-2:]}" if len(secret) > 8 else "..."
