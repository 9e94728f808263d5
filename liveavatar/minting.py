"""Sessions that are named and not begun, which costs nothing: faces and contexts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from errors import InvalidInput, Unreachable, UpstreamError
from liveavatar.client import LiveavatarClient
from liveavatar.contexts import Contexts
from liveavatar.orders import FREE_AVATAR, body_of
from liveavatar.refusals import FIELDS, NAME
from sessions.order import SessionOrder


@dataclass(frozen=True)
class Minted:
    """A session's id, and the token that begins it."""

    session_id: str
    token: str = field(repr=False)


class Minting:
    """Names sessions at LiveAvatar.

    Args:
        client: Calls LiveAvatar.
        avatar_id: Whose face where an order names none; else the first on the list.
        is_free: Whether to use LiveAvatar's own free sessions, which have one face.
    """

    def __init__(
        self, client: LiveavatarClient, *, avatar_id: str, is_free: bool
    ) -> None:
        self._client = client
        self._avatar_id = avatar_id
        self._is_free = is_free
        self._contexts = Contexts(client)

    def minted(self, order: SessionOrder) -> Minted:
        """Name the session of an order; an order may bring one that is named.

        Raises:
            InvalidInput: LiveAvatar does not take what is wished for.
            UpstreamError: There is none, and surely no session was begun.
        """
        if order.session_token:
            return Minted(order.cloud_session_id, order.session_token)
        _refuse_unknown(order)
        try:
            body = body_of(
                order,
                avatar_id=self._face(order),
                context_id=order.knowledge_base_id or self._context(order),
                is_free=self._is_free,
            )
            data = self._client.token(body)
        except UpstreamError as error:
            if not error.in_doubt:
                raise
            # Whatever became of the token, no session was begun with it.
            words = "The liveavatar cloud gives no session token."
            raise Unreachable(words, upstream=NAME) from error
        return Minted(data["session_id"], data["session_token"])

    def context_was_gone(self, order: SessionOrder, error: InvalidInput) -> bool:
        """Whether an order failed for a context of ours that somebody has deleted.

        The next one makes it anew.
        """
        if "context_id" not in (error.fields or {}) or not _needs_context(order):
            return False
        self._contexts.forget(order.knowledge_base, order.opening_text)
        return True

    def _face(self, order: SessionOrder) -> str:
        if self._is_free:
            return FREE_AVATAR
        return order.avatar_name or self._any_face()

    def _any_face(self) -> str:
        if not self._avatar_id:
            first = next(iter(self._client.avatars()), None)
            self._avatar_id = first["id"] if first else ""
        return self._avatar_id

    def _context(self, order: SessionOrder) -> str:
        if not _needs_context(order):
            return ""
        return self._contexts.of(order.knowledge_base, order.opening_text)


def could_be_an_id(text: str) -> bool:
    """Whether LiveAvatar may call anything by this.

    Source: its API reference, where every id is a UUID.
    """
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _needs_context(order: SessionOrder) -> bool:
    answers = order.cloud_may_answer and not order.session_token
    return bool(answers and order.knowledge_base and not order.knowledge_base_id)


def _refuse_unknown(order: SessionOrder) -> None:
    """Spare LiveAvatar a call, and the account a trace of it, for what cannot be."""
    asked = {"avatar_id": order.avatar_name, "voice_id": order.voice_id}
    unknown = [FIELDS[k] for k, v in asked.items() if v and not could_be_an_id(v)]
    if unknown:
        fields = {field: [why] for field, why in unknown}
        raise InvalidInput(unknown[0][1], fields=fields)
