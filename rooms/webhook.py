"""What a LiveKit server tells by its webhooks, checked to be from it.

Source: docs.livekit.io, "Webhooks": the body's SHA-256 is in a token that is signed
with the server's API secret; an event that was not taken is sent again under its id.
"""

from __future__ import annotations

from dataclasses import dataclass

from livekit.api import TokenVerifier, WebhookReceiver

from errors import InvalidInput, NotConfigured, Unauthorized

NOT_SIGNED = "This is not signed by our LiveKit server."


@dataclass(frozen=True, kw_only=True)
class News:
    """One event.

    Attributes:
        id: The same each time it is sent.
        kind: Such as `participant_left`, `room_finished`.
        room: The room's name; empty where it is not about one.
        identity: Who it is about; empty where it is about nobody.
    """

    id: str
    kind: str
    room: str
    identity: str


class Webhook:
    """Reads what LiveKit sends.

    Args:
        key: The server's API key; empty where there is no such server.
        secret: Its secret.
    """

    def __init__(self, *, key: str, secret: str) -> None:
        self._receiver = None
        if key and secret:
            self._receiver = WebhookReceiver(TokenVerifier(key, secret))

    def read(self, body: bytes, token: str) -> News:
        """The event in a request.

        Args:
            body: As it came.
            token: What stands in its Authorization header.

        Raises:
            NotConfigured: This server knows no LiveKit server of its own.
            Unauthorized: It is not from that server, or was changed on its way.
            InvalidInput: It is no event.
        """
        if self._receiver is None:
            raise NotConfigured("Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET.")
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise InvalidInput("The event is not text.") from None
        try:
            event = self._receiver.receive(text, token)
        except Exception:
            # The library raises bare exceptions, some of which quote the token.
            raise Unauthorized(NOT_SIGNED) from None
        return News(
            id=event.id,
            kind=event.event,
            room=event.room.name,
            identity=event.participant.identity,
        )
