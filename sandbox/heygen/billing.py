"""What a session costs. Source: docs.heygen.com, streaming API pricing (2025)."""

from __future__ import annotations

import math

CREDITS_PER_MINUTE = 0.2
MINIMUM_S = 30
QUOTA_PER_CREDIT = 60


def billed_seconds(duration_s: float) -> int:
    """Whole seconds charged: each one begun, and never fewer than 30."""
    return max(MINIMUM_S, math.ceil(duration_s))


def credits_for(duration_s: float) -> float:
    """Credits charged for a session that lasted so many seconds."""
    return billed_seconds(duration_s) * CREDITS_PER_MINUTE / 60


def seconds_for(credits: float) -> float:
    """How long so many credits last."""
    return credits / CREDITS_PER_MINUTE * 60
