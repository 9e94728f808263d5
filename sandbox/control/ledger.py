"""A session as the sandbox knows it, its bill included."""

from __future__ import annotations

from typing import Any

from sandbox.heygen.billing import billed_seconds, credits_for
from sandbox.heygen.session import Session


def session_line(session: Session) -> dict[str, Any]:
    """One line of `/_sandbox/sessions`; times in Unix seconds."""
    return {
        "session_id": session.id,
        "state": session.state,
        "end_reason": session.end_reason,
        "avatar_id": session.order.avatar.id,
        "voice_id": session.order.voice.voice_id,
        "quality": session.order.quality,
        "codec": session.order.codec,
        "created_at": session.created_at,
        "closed_at": session.closed_at,
        "duration_s": session.duration_s,
        "billed_seconds": billed_seconds(session.duration_s),
        "billed_credits": credits_for(session.duration_s),
    }
