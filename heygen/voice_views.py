"""/v1/ws/streaming.chat: the voice chat's socket, between a page and HeyGen."""

from __future__ import annotations

from flask import Response, request

from heygen.chat_client import MESSAGE_LIMIT
from heygen.gateway_access import Access
from heygen.gateway_errors import GatewayBlueprint, Refusals
from heygen.gateway_schemas import ChatQuerySchema
from heygen.voice_chats import VoiceChats
from sessions.service import SessionService
from web import websocket
from web.blueprint import Blueprint

NAME = "heygen_voice"
RULE = "/ws/streaming.chat"
OURS = {"session_id", "session_token", "opening_text"}
"""What of the query we see to ourselves; the rest is HeyGen's."""


def create_blueprint(
    *, chats: VoiceChats, sessions: SessionService, access: Access
) -> Blueprint:
    """The socket's route."""
    bp = GatewayBlueprint(NAME, __name__, url_prefix="/v1")
    bp.before_request(access.identify_socket)
    Refusals(sessions.find).answer_for(bp)

    @bp.route(RULE)
    @bp.fails(400)
    def no_chat() -> None:
        """Say that this address is for WebSockets, which routing keeps apart."""
        raise websocket.no_handshake()

    @bp.route(RULE, websocket=True)
    @bp.arguments(ChatQuerySchema, location="query")
    @bp.empty(101, "A WebSocket: pipecat.Frame up, JSON events down.")
    @bp.fails(400, 401, 403, 429, 502, 504)
    def chat(query: dict[str, str]) -> Response:
        """Open the voice chat of a session in a room."""
        websocket.check()
        access.enter(query["session_id"])
        options = {k: v for k, v in request.args.items() if k not in OURS}
        with (
            chats.place(query["session_id"]) as session,
            chats.connect(session, options) as above,
        ):
            below = websocket.accept(message_limit=MESSAGE_LIMIT)
            chats.relay(session, below, above, query["opening_text"])
        return websocket.Upgraded()

    return bp
