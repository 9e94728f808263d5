"""HeyGen's read-only routes: avatars, voices, history, quota."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.heygen.errors import InvalidParameter
from sandbox.heygen.faces import Portrait
from sandbox.heygen.models import Heygen
from sandbox.heygen.routes import caller_of
from sandbox.heygen.session import Session
from sandbox.media.catalog import AVATARS, VOICES, AvatarLook, VoiceSpec

CREATED_AT = 1_717_200_000
"""When every avatar of the catalogue claims to have been made, in Unix seconds."""


class CatalogueRoutes:
    """The handlers over one cloud."""

    def __init__(self, cloud: Heygen, portrait: Portrait) -> None:
        self._cloud = cloud
        self._portrait = portrait

    def table(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        return [
            web.get("/v1/streaming/avatar.list", self.avatars),
            web.get("/v1/voice.list", self.realtime_voices),
            web.get("/v2/voices", self.voices),
            web.get("/v2/user/remaining_quota", self.quota),
            web.get("/v2/streaming.list", self.history),
        ]

    async def avatars(self, request: web.Request) -> web.Response:
        """The faces; the message has a capital letter here, and only here."""
        caller_of(request, self._cloud)
        data = [_avatar(look, await self._portrait(look)) for look in AVATARS]
        return web.json_response({"code": 100, "message": "Success", "data": data})

    async def voices(self, request: web.Request) -> web.Response:
        """The voices, today's list."""
        caller_of(request, self._cloud)
        data = {"voices": [_voice(voice) for voice in VOICES]}
        return web.json_response({"error": None, "data": data})

    async def realtime_voices(self, request: web.Request) -> web.Response:
        """The voices, the older list."""
        caller_of(request, self._cloud)
        voices = [
            {
                "voice_id": voice.voice_id,
                "display_name": voice.name,
                "language": voice.language,
                "gender": voice.gender,
                "support_realtime": True,
            }
            for voice in VOICES
        ]
        data = {"list": voices}
        return web.json_response({"code": 100, "message": "Success", "data": data})

    async def quota(self, request: web.Request) -> web.Response:
        """What is left of the account's credits, times 60."""
        left = self._cloud.quota(caller_of(request, self._cloud).key)
        data = {"remaining_quota": left, "details": {"api": left}}
        return web.json_response({"error": None, "data": data})

    async def history(self, request: web.Request) -> web.Response:
        """The account's sessions, newest first, a page at a time."""
        caller = caller_of(request, self._cloud)
        size = _whole(request, "page_size", 10)
        first = _whole(request, "token", 0)
        page = _whole(request, "page", first // max(size, 1) + 1)
        sessions = self._cloud.sessions(caller.key)[::-1]
        begin = max(page - 1, 0) * size
        more = begin + size < len(sessions)
        return web.json_response(
            {
                "total": len(sessions),
                "page": page,
                "page_size": size,
                "next_pagination_token": str(begin + size) if more else None,
                "data": [_past(session) for session in sessions[begin : begin + size]],
            }
        )


def _whole(request: web.Request, name: str, default: int) -> int:
    try:
        return max(0, int(request.query.get(name, default)))
    except ValueError:
        raise InvalidParameter(f"{name} must be a whole number") from None


def _avatar(look: AvatarLook, preview: str) -> dict[str, Any]:
    return {
        "avatar_id": look.id,
        "created_at": CREATED_AT,
        "default_voice": look.default_voice_id,
        "is_public": True,
        "normal_preview": preview,
        "pose_name": look.name,
        "status": "ACTIVE",
    }


def _voice(voice: VoiceSpec) -> dict[str, Any]:
    return {
        "voice_id": voice.voice_id,
        "language": voice.language,
        "gender": voice.gender,
        "name": voice.name,
        "preview_audio": "",
        "support_pause": False,
        "emotion_support": True,
        "support_interactive_avatar": True,
        "support_locale": False,
    }


def _past(session: Session) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "status": session.state,
        "created_at": int(session.created_at),
        "api_key_type": "regular",
        "duration": int(session.duration_s),
        "avatar_id": session.order.avatar.id,
        "voice_name": session.order.voice.name,
    }
