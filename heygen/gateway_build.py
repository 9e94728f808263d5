"""The gateway put together, from the owner's settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from config import Config
from heygen import gateway, gateway_catalogue, token_views, voice_views
from heygen.gateway_access import Access
from heygen.gateway_tasks import Tasks
from heygen.gateway_tokens import Tokens, Used
from heygen.voice_chats import VoiceChats
from sessions.service import SessionService
from talk.service import PersonaSessions
from web.auth import Keys
from web.blueprint import Blueprint
from web.rate import Rate

NAMES = frozenset(
    {gateway.NAME, gateway_catalogue.NAME, token_views.NAME, voice_views.NAME}
)
"""Its blueprints, which let in holders of a token as well as of a key."""


def blueprints(
    *,
    talk: PersonaSessions,
    sessions: SessionService,
    used: Used,
    keys: Keys,
    config: Config,
    now: Callable[[], datetime],
) -> Sequence[Blueprint]:
    """Its routes, over the persona's sessions."""
    tokens = Tokens(used=used, now=now, lasts_s=config.token_s)
    access = Access(keys=keys, tokens=tokens, origins=config.cors_origins)
    is_persona = config.talk_with.lower() == "persona"
    rate = Rate(most=config.tokens_per_minute, span_s=60.0, clock=monotonic)
    door = token_views.Door(keys=keys, origins=config.cors_origins, rate=rate)
    tasks = Tasks(talk=talk, persona_answers=is_persona)
    chats = VoiceChats(
        base_url=config.heygen_base_url,
        sessions=sessions,
        tasks=tasks,
        clock=monotonic,
    )
    return (
        gateway.create_blueprint(
            talk=talk,
            sessions=sessions,
            tasks=tasks,
            tokens=tokens,
            access=access,
        ),
        voice_views.create_blueprint(chats=chats, sessions=sessions, access=access),
        gateway_catalogue.create_blueprint(sessions=sessions, access=access),
        token_views.create_blueprint(tokens=tokens, door=door),
    )
