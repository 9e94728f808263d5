"""Finding at a session's start what its token names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.liveavatar.catalogue import (
    PublicAvatar,
    PublicVoice,
    avatar_of,
    own_voice,
    voice_of,
)
from sandbox.liveavatar.contexts import Context, Contexts
from sandbox.liveavatar.errors import NotFound, StartRefused
from sandbox.liveavatar.limits import AccountLimits
from sandbox.liveavatar.tokens import Grant


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who plays in a session, found in the catalogue."""

    avatar: PublicAvatar
    voice: PublicVoice
    context: Context | None


def cast_of(grant: Grant, contexts: Contexts, limits: AccountLimits) -> Cast:
    """Who plays in the session of a token.

    Raises:
        StartRefused: Something it names does not exist or is not allowed.
    """
    order = grant.order
    misfits: list[tuple[str, str, Any]] = []
    avatar = avatar_of(order.avatar_id)
    voice = voice_of(order.voice_id)
    if avatar is None:
        misfits.append(("avatar_id", "Avatar not found", order.avatar_id))
    elif order.is_sandbox and not avatar.in_sandbox_mode:
        # The words are ours: the cloud's own are on no record.
        words = "Avatar is not available in sandbox mode"
        misfits.append(("avatar_id", words, order.avatar_id))
    if order.voice_id and voice is None:
        misfits.append(("voice_id", "Voice not found", order.voice_id))
    context = _context(contexts, grant.key, order.context_id)
    if order.context_id and context is None:
        misfits.append(("context_id", "Context not found", order.context_id))
    if order.elsewhere is not None:
        name, held = order.elsewhere
        misfits.append((name, f"{name} is not in your space", held))
    seconds = order.max_session_duration
    if seconds is not None and seconds > limits.session_limit_s:
        words = f"Maximum is {limits.session_limit_s:g} seconds"
        misfits.append(("max_session_duration", words, seconds))
    if misfits or avatar is None:
        raise StartRefused(misfits)
    return Cast(avatar=avatar, voice=voice or own_voice(avatar), context=context)


def _context(contexts: Contexts, key: str, context_id: str) -> Context | None:
    if not context_id:
        return None
    try:
        return contexts.get(key, context_id)
    except NotFound:
        return None
