"""/livekit/webhook: a LiveKit server tells who comes and goes in sessions' rooms."""

from __future__ import annotations

import logging
from typing import Protocol

from flask import request
from marshmallow import Schema, fields

from errors import InvalidInput, NotFound, WrongState
from rooms.tokens import VIEWER
from rooms.webhook import News, Webhook
from sessions.model import ENDED, EndReason
from sessions.service import SessionService
from web.blueprint import Blueprint

log = logging.getLogger(__name__)

NAME = "livekit"
LONGEST_ID = 50


class UsedOnce(Protocol):
    """Ids that count once, whoever takes them."""

    def claim(self, token_id: str) -> bool:
        """Take it; False when somebody has."""
        ...

    def release(self, token_id: str) -> None:
        """It came to nothing."""
        ...


class TakenSchema(Schema):
    """The event was taken; LiveKit does not send it again."""

    success = fields.Boolean(required=True, metadata={"example": True})


def create_blueprint(
    *,
    webhook: Webhook,
    sessions: SessionService,
    used: UsedOnce,
    back_within_s: float,
) -> Blueprint:
    """The route.

    Args:
        webhook: Reads events.
        sessions: Whose rooms they are about.
        used: The ids of events that were taken.
        back_within_s: How long a viewer may be out of the room.
    """
    bp = Blueprint(NAME, __name__, url_prefix="/livekit")

    def follow(news: News) -> None:
        session = sessions.find(news.room)
        if news.kind == "room_finished":
            if session.state not in ENDED:
                sessions.close(session.id, EndReason.CLOUD_ENDED)
        elif news.identity != session.cloud_keys.get(VIEWER):
            return  # the avatar, or this server's own seat
        elif news.kind == "participant_joined":
            sessions.viewers.back(session.id)
        elif news.kind == "participant_left":
            sessions.viewers.left(session.id, back_within_s=back_within_s)

    @bp.route("/webhook", methods=["POST"])
    @bp.response(200, TakenSchema)
    @bp.fails(400, 401, 502, 503)
    def take() -> dict[str, bool]:
        """Take an event; one that is sent twice counts once."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        news = webhook.read(request.get_data(), token)
        if not news.id or len(news.id) > LONGEST_ID:
            raise InvalidInput("The event has no id.", fields={"id": ["Missing."]})
        event_id = f"livekit:{news.id}"
        if used.claim(event_id):
            try:
                follow(news)
            except (NotFound, WrongState):
                log.debug("a room that is no session's, or whose session is over")
            except Exception:
                used.release(event_id)  # LiveKit sends it again
                raise
        return {"success": True}

    return bp
