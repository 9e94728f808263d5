"""/v1/sessions/* and the reports: the proxy as the seed has it.

Its paths are LiveAvatar's own, so that its official SDK works on them as well. What
is asked of a session that is somebody else's is answered as if there were none.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from errors import NotFound, UpstreamError, WrongState
from liveavatar import proxy_schemas as schemas
from liveavatar.callers import Callers, Given
from liveavatar.client import LiveavatarClient
from liveavatar.proxy import Proxy
from liveavatar.proxy_errors import (
    ProxyBlueprint,
    ProxyRefusalSchema,
    answer_for,
    envelope,
)
from liveavatar.proxy_requests import CrossOrigin, with_either, with_key, with_token
from liveavatar.seats import Seats
from liveavatar.wishes import Wishes
from sessions.model import Role

NAME = "liveavatar_gateway"
FACE = "v1"
STATUSES = (400, 401, 403, 502, 503, 504)

Json = Mapping[str, Any]


def success(data: object = None) -> Json:
    """LiveAvatar's envelope; its SDK takes any other code for a failure."""
    return {"code": 1000, "data": data, "message": "success"}


def create_blueprint(
    *,
    proxy: Proxy,
    callers: Callers,
    seats: Seats,
    client: LiveavatarClient,
    cross_origin: CrossOrigin,
) -> ProxyBlueprint:
    """Routes over the proxy."""
    bp = ProxyBlueprint(NAME, __name__, url_prefix="/v1", refusal=ProxyRefusalSchema)
    bp.after_request(cross_origin.allow)
    answer_for(bp, envelope)

    def given() -> Given:
        return with_either(seats.of_token)

    def report(body: Json, role: Role) -> Json:
        # Who reports does not look at the answer; it may well come after the end.
        with suppress(NotFound, WrongState):
            seat = callers.seat(body["session_id"], given())
            proxy.said(seat, role, body["text"] or "")
        return {"ok": True}

    @bp.route("/sessions/token", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.ProxyTokenSchema, required=False)
    @bp.response(200, schemas.ProxyEnvelopeSchema)
    @bp.fails(*STATUSES)
    def token(body: Json) -> Json:
        """Name a session, with the face and voice of the customer's config."""
        customer = callers.customer(with_key())
        return success(proxy.mint(customer, wishes_of(body), FACE))

    @bp.route("/sessions/start", methods=["POST"])
    @bp.once()
    @bp.response(201, schemas.ProxyEnvelopeSchema)
    @bp.fails(*STATUSES, 429)
    def start() -> Json:
        """Start it; join `livekit_url` with `livekit_client_token` then."""
        who = with_token()
        seat = callers.by_token(who)
        intro = {"intro": seat.intro} if seat.intro else {}
        return success({**proxy.start(seat, who.token), **intro})

    @bp.route("/sessions/stop", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.ProxyStopSchema, required=False)
    @bp.response(200, schemas.ProxyEnvelopeSchema)
    @bp.fails(*STATUSES)
    def stop(body: Json) -> Json:
        """End it and its bill; harmless twice, and for one that is not there."""
        with suppress(NotFound):
            seat = callers.seat(body["session_id"] or "", given())
            with suppress(UpstreamError):  # it is tried again until it is confirmed
                proxy.stop(seat)
        return success({"ok": True})

    @bp.route("/sessions/keep-alive", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.ProxyStopSchema, required=False)
    @bp.response(200, schemas.ProxyEnvelopeSchema)
    @bp.fails(*STATUSES, 404)
    def keep_alive(body: Json) -> Json:
        """Say that somebody is there, though nothing is said."""
        proxy.keep_alive(callers.seat(body["session_id"] or "", given()))
        return success()

    @bp.route("/avatars/public")
    @bp.arguments(schemas.ProxyPagingSchema, location="query")
    @bp.response(200, schemas.ProxyEnvelopeSchema)
    @bp.fails(*STATUSES)
    def avatars(query: Json) -> Json:
        """List LiveAvatar's public avatars, page by page."""
        callers.customer(with_key())
        return success(client.avatars_page(query["page"], query["page_size"]))

    @bp.route("/streaming.avatar_message", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.ProxyMessageSchema)
    @bp.response(200, schemas.ProxyOkSchema)
    @bp.fails(*STATUSES)
    def avatar_message(body: Json) -> Json:
        """Report what the avatar said."""
        return report(body, Role.PERSONA)

    @bp.route("/streaming.user_message", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.ProxyMessageSchema)
    @bp.response(200, schemas.ProxyOkSchema)
    @bp.fails(*STATUSES)
    def user_message(body: Json) -> Json:
        """Report what the visitor said."""
        return report(body, Role.USER)

    return bp


def wishes_of(body: Json) -> Wishes:
    """What a token's body asks for."""
    persona = body["avatar_persona"] or {}
    return Wishes(
        avatar_id=body["avatar_id"] or "",
        voice_id=persona.get("voice_id") or "",
        context_id=persona.get("context_id") or "",
        language=persona.get("language") or "",
        quality=body["quality"] or "",
        conversation_id=body["conversation_id"] or "",
        mode=body["mode"],
        push_to_talk=body["interactivity_type"] == "PUSH_TO_TALK",
    )
