"""Access tokens: JWTs signed with a key's secret, as LiveKit's servers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt

from sandbox.clock import Clock

LEEWAY_S = 60
"""How far clocks may be apart. Source: livekit-api, `TokenVerifier`."""

DAY_S = 86_400


class Refused(Exception):
    """Nobody may enter with this; `status` and words as LiveKit's server has them."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Who may enter which room, and what they may do there.

    Attributes:
        kind: `standard`, `agent`, `egress`, `ingress` or `sip`.
    """

    room: str
    identity: str
    name: str = ""
    kind: str = "standard"
    metadata: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    can_publish: bool = True
    can_subscribe: bool = True
    can_publish_data: bool = True
    can_update_own_metadata: bool = False
    hidden: bool = False


class TokenDesk:
    """Gives out access tokens and reads them.

    Args:
        clock: The sandbox's time, so that tokens expire when it is pushed on.
        key: The API key that tokens name as their issuer.
        secret: What signs them.
    """

    def __init__(self, clock: Clock, *, key: str, secret: str) -> None:
        self._clock = clock
        self._key = key
        self._secret = secret

    def issue(self, ticket: Ticket, life_s: int = DAY_S) -> str:
        """A token for that ticket, good for so many seconds."""
        now = int(self._clock.now())
        claims: dict[str, Any] = {
            "iss": self._key,
            "sub": ticket.identity,
            "nbf": now,
            "exp": now + life_s,
            "video": {
                "room": ticket.room,
                "roomJoin": True,
                "canPublish": ticket.can_publish,
                "canSubscribe": ticket.can_subscribe,
                "canPublishData": ticket.can_publish_data,
            },
        }
        rare = {
            "canUpdateOwnMetadata": ticket.can_update_own_metadata,
            "hidden": ticket.hidden,
        }
        claims["video"] |= {name: True for name, granted in rare.items() if granted}
        extra = {
            "name": ticket.name,
            "kind": ticket.kind if ticket.kind != "standard" else "",
            "metadata": ticket.metadata,
            "attributes": dict(ticket.attributes),
        }
        claims |= {name: value for name, value in extra.items() if value}
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def read(self, token: str) -> Ticket:
        """The ticket in a token.

        Raises:
            Refused: It is not signed by us, not valid now, or opens no room.
        """
        claims = self._claims(token)
        video = claims.get("video")
        if not isinstance(video, dict) or not video.get("roomJoin"):
            raise Refused(401, "permissions denied")
        if not video.get("room"):
            raise Refused(400, "no room name")
        if not claims.get("sub"):
            raise Refused(400, "identity cannot be empty")
        return Ticket(
            room=str(video["room"]),
            identity=str(claims["sub"]),
            name=str(claims.get("name", "")),
            kind=str(claims.get("kind", "standard")),
            metadata=str(claims.get("metadata", "")),
            attributes=claims.get("attributes") or {},
            # Absent means allowed. Source: livekit protocol, auth/grants.go.
            can_publish=video.get("canPublish", True),
            can_subscribe=video.get("canSubscribe", True),
            can_publish_data=video.get("canPublishData", True),
            can_update_own_metadata=video.get("canUpdateOwnMetadata", False),
            hidden=video.get("hidden", False),
        )

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            # Times are checked below, by the sandbox's clock and not by the wall's.
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError:
            raise Refused(401, "invalid token") from None
        if claims.get("iss") != self._key:
            raise Refused(401, "invalid API key")
        starts, ends, now = claims.get("nbf", 0), claims.get("exp"), self._clock.now()
        if not (isinstance(starts, int) and isinstance(ends, int)):
            raise Refused(401, "invalid token")
        if not starts - LEEWAY_S <= now <= ends + LEEWAY_S:
            raise Refused(401, "invalid token: it is not valid at this time")
        return claims
