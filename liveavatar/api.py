"""/api/*: the later generation of the proxy, flat in its answers.

The original let everybody in and could not speak. Here it asks for a customer's key
wherever this server knows customers, and speaks by its own seat in the room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errors import InvalidInput, NotFound
from liveavatar import proxy_schemas as schemas
from liveavatar.callers import NO_SESSION, Callers, Given
from liveavatar.client import LiveavatarClient
from liveavatar.proxy import Proxy
from liveavatar.proxy_errors import (
    PlainRefusalSchema,
    ProxyBlueprint,
    answer_for,
    plain,
)
from liveavatar.proxy_requests import CrossOrigin, with_key, with_token
from liveavatar.wishes import Defaults, Wishes
from sessions.model import ENDED
from sessions.service import SessionService

NAME = "liveavatar_api"
FACE = "api"
NO_AVATAR = "avatar_id is required."
STATUSES = (400, 401, 403, 502, 503, 504)

Json = Mapping[str, Any]


def create_blueprint(
    *,
    proxy: Proxy,
    callers: Callers,
    sessions: SessionService,
    client: LiveavatarClient,
    defaults: Defaults,
    cross_origin: CrossOrigin,
) -> ProxyBlueprint:
    """Routes over the proxy; the server's own choices come before the client's."""
    bp = ProxyBlueprint(NAME, __name__, url_prefix="/api", refusal=PlainRefusalSchema)
    bp.after_request(cross_origin.allow)
    answer_for(bp, plain)

    @bp.route("/sessions/token", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.ApiTokenSchema, required=False)
    @bp.response(200, schemas.ApiTokenAnswerSchema)
    @bp.fails(*STATUSES)
    def token(body: Json) -> Json:
        """Name a session with the face that the page asks for."""
        customer = callers.anybody(with_key())
        return proxy.mint(customer, wishes_of(body, defaults), FACE)

    @bp.route("/sessions/start", methods=["POST"])
    @bp.once()
    @bp.response(201)
    @bp.fails(*STATUSES, 429)
    def start() -> Json:
        """Start it; join `livekit_url` with `livekit_client_token` then."""
        who = with_token()
        return proxy.start(callers.by_token(who), who.token)

    @bp.route("/sessions/stop", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.ProxyStopSchema, required=False)
    @bp.response(200, schemas.ApiDoneSchema)
    @bp.fails(*STATUSES, 404)
    def stop(body: Json) -> Json:
        """End it and its bill; harmless twice."""
        proxy.stop(callers.seat(body["session_id"] or "", _token()))
        return {"success": True}

    @bp.route("/sessions/keep-alive", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.ProxyStopSchema, required=False)
    @bp.response(200, schemas.ApiDoneSchema)
    @bp.fails(*STATUSES, 404)
    def keep_alive(body: Json) -> Json:
        """Say that somebody is there, though nothing is said."""
        proxy.keep_alive(callers.seat(body["session_id"] or "", _token()))
        return {"success": True}

    @bp.route("/sessions/speak", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.ApiSpeakSchema)
    @bp.response(200, schemas.ApiDoneSchema)
    @bp.fails(*STATUSES, 404)
    def speak(body: Json) -> Json:
        """Have the avatar say a text (`repeat`) or answer it (`talk`)."""
        seat = callers.seat(body["session_id"] or "", _token())
        if sessions.find(seat.session_id).state in ENDED:
            raise NotFound(NO_SESSION)
        is_question = body["task_type"] != "repeat"
        task = proxy.speak(seat, body["text"], is_question=is_question)
        return {"success": True, **({"task_id": task.task_id} if task else {})}

    @bp.route("/avatars/public")
    @bp.arguments(schemas.ProxyPagingSchema, location="query")
    @bp.response(200)
    @bp.fails(*STATUSES)
    def avatars(query: Json) -> Json:
        """List LiveAvatar's public avatars, page by page, without its envelope."""
        callers.anybody(with_key())
        return client.avatars_page(query["page"], query["page_size"])

    return bp


def _token() -> Given:
    return with_token()


def wishes_of(body: Json, defaults: Defaults) -> Wishes:
    """What a token's body asks for, under what this server has chosen.

    Raises:
        InvalidInput: There is no avatar, or what is named cannot be one.
    """
    avatar_id = defaults.avatar_id or schemas.uuid_of(body["avatar_id"])
    if not avatar_id:
        reason = "avatar_id must be a UUID." if body["avatar_id"] else NO_AVATAR
        raise InvalidInput(reason, fields={"avatar_id": [reason]})
    return Wishes(
        avatar_id=avatar_id,
        context_id=defaults.context_id or body["context_id"] or "",
        voice_id=defaults.voice_id or body["voice_id"] or "",
        language=body["language"] or "",
        conversation_id=body["conversation_id"] or "",
        mode=body["mode"],
    )
