"""LiveAvatar's routes beside its sessions: avatars, voices, contexts, the account."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.heygen.faces import Portrait
from sandbox.liveavatar.answers import moment, page, success
from sandbox.liveavatar.catalogue import (
    AVATARS,
    PUBLIC_VOICES,
    PublicAvatar,
    PublicVoice,
    avatar_of,
    own_voice,
    voice_of,
)
from sandbox.liveavatar.contexts import Context
from sandbox.liveavatar.errors import NotFound
from sandbox.liveavatar.fields import read
from sandbox.liveavatar.models import Liveavatar
from sandbox.liveavatar.session_routes import account
from sandbox.media.catalog import VOICES

CREATED_AT = moment(1_717_200_000)
"""When everything public claims to have been made."""


class CatalogueRoutes:
    """The handlers over one cloud. No account has avatars or voices of its own."""

    def __init__(self, cloud: Liveavatar, portrait: Portrait) -> None:
        self._cloud = cloud
        self._portrait = portrait

    def table(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        return [
            web.get("/v1/avatars/public", self.public_avatars),
            web.get("/v1/avatars", self.own_avatars),
            web.get("/v1/avatars/{id}", self.avatar),
            web.get("/v1/voices", self.voices),
            web.get("/v1/voices/{id}", self.voice),
            web.get("/v1/contexts", self.contexts),
            web.post("/v1/contexts", self.add_context),
            web.get("/v1/contexts/{id}", self.context),
            web.patch("/v1/contexts/{id}", self.change_context),
            web.delete("/v1/contexts/{id}", self.remove_context),
            web.get("/v1/users/credits", self.credits),
            web.get("/v1/languages", self.languages),
        ]

    async def public_avatars(self, request: web.Request) -> web.Response:
        """Everybody's avatars; no key is needed."""
        rows = page(request, AVATARS)
        rows["results"] = [await self._avatar(one) for one in rows["results"]]
        return success(rows)

    async def own_avatars(self, request: web.Request) -> web.Response:
        """None."""
        account(request, self._cloud)
        return success(page(request, ()))

    async def avatar(self, request: web.Request) -> web.Response:
        """One avatar."""
        account(request, self._cloud)
        found = avatar_of(request.match_info["id"])
        if found is None:
            raise NotFound("Avatar")
        return success(await self._avatar(found))

    async def voices(self, request: web.Request) -> web.Response:
        """Everybody's voices; of private ones there are none."""
        account(request, self._cloud)
        private = request.query.get("voice_type") == "private"
        rows = [] if private else [_voice(one) for one in PUBLIC_VOICES]
        return success(page(request, rows))

    async def voice(self, request: web.Request) -> web.Response:
        """One voice."""
        account(request, self._cloud)
        found = voice_of(request.match_info["id"])
        if found is None:
            raise NotFound("Voice")
        return success(_voice(found))

    async def contexts(self, request: web.Request) -> web.Response:
        """The account's contexts, without their texts."""
        key = account(request, self._cloud)
        rows = [_context_line(one) for one in self._cloud.contexts.of(key)]
        return success(page(request, rows))

    async def add_context(self, request: web.Request) -> web.Response:
        """Make a context."""
        key = account(request, self._cloud)
        return success(_context(self._cloud.contexts.add(key, await read(request))))

    async def context(self, request: web.Request) -> web.Response:
        """One context."""
        key = account(request, self._cloud)
        found = self._cloud.contexts.get(key, request.match_info["id"])
        return success(_context(found))

    async def change_context(self, request: web.Request) -> web.Response:
        """Change a context; sessions that run keep what they began with."""
        key, body = account(request, self._cloud), await read(request)
        changed = self._cloud.contexts.change(key, request.match_info["id"], body)
        return success(_context(changed))

    async def remove_context(self, request: web.Request) -> web.Response:
        """Forget a context."""
        key = account(request, self._cloud)
        self._cloud.contexts.remove(key, request.match_info["id"])
        return success()

    async def credits(self, request: web.Request) -> web.Response:
        """What is left, as a decimal in a string."""
        left = self._cloud.credits(account(request, self._cloud))
        return success({"credits_left": f"{left:.2f}"})

    async def languages(self, _request: web.Request) -> web.Response:
        """The languages; no key is needed. What a row holds is a guess."""
        rows = {voice.tag[:2]: voice.language for voice in VOICES}
        return success([{"code": code, "name": name} for code, name in rows.items()])

    async def _avatar(self, avatar: PublicAvatar) -> dict[str, Any]:
        voice = own_voice(avatar)
        return {
            "id": avatar.id,
            "name": avatar.name,
            "type": "VIDEO",
            "status": "ACTIVE",
            "preview_url": await self._portrait(avatar.look),
            "default_voice": {"id": voice.id, "name": voice.name},
            "is_expired": False,
            "is_1080p": False,
            "error_message": None,
            "created_at": CREATED_AT,
            "updated_at": CREATED_AT,
        }


def _voice(voice: PublicVoice) -> dict[str, Any]:
    return {
        "id": voice.id,
        "name": voice.name,
        "description": None,
        "language": voice.spec.tag[:2],
        "gender": voice.spec.gender,
        "tags": [],
        "created_at": CREATED_AT,
        "updated_at": CREATED_AT,
    }


def _context_line(context: Context) -> dict[str, Any]:
    return {
        "id": context.id,
        "name": context.name,
        "created_at": moment(context.created_at),
        "updated_at": moment(context.updated_at),
    }


def _context(context: Context) -> dict[str, Any]:
    return {
        **_context_line(context),
        "prompt": context.prompt,
        "opening_text": context.opening_text,
        "links": list(context.links),
        "required_dynamic_variables": context.variables,
    }
