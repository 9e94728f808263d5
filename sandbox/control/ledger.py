"""A session of either cloud as the sandbox knows it, its bill included."""

from __future__ import annotations

from typing import Any

from sandbox.heygen.billing import billed_seconds, credits_for
from sandbox.heygen.session import Session
from sandbox.liveavatar.session import Session as LiveavatarSession


def liveavatar_line(session: LiveavatarSession) -> dict[str, Any]:
    """One line of `/_sandbox/sessions` for LiveAvatar; times in Unix seconds."""
    return {
        "cloud": "liveavatar",
        "session_id": session.id,
        "state": session.state,
        "end_reason": session.end_reason,
        "mode": session.order.mode,
        "is_sandbox": session.order.is_sandbox,
        "avatar_id": session.cast.avatar.id,
        "voice_id": session.cast.voice.id,
        "context_id": session.order.context_id or None,
        "quality": session.order.quality,
        "codec": session.order.codec,
        "created_at": session.created_at,
        "closed_at": session.closed_at,
        "duration_s": session.duration_s,
        "billed_minutes": session.minutes,
        "billed_credits": session.credits,
    }


def session_line(session: Session) -> dict[str, Any]:
    """One line of `/_sandbox/sessions` for HeyGen; times in Unix seconds."""
    return {
        "cloud": "heygen",
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
