"""What the proxy does, whichever generation of its routes it is asked by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from errors import LimitReached, NotFound
from liveavatar.client import LiveavatarClient
from liveavatar.customers import Customer
from liveavatar.orders import FREE_AVATAR
from liveavatar.seats import Seat, Seats
from liveavatar.texts import collapsed, repeats, worth_keeping
from sessions.model import ENDED, EndReason, Role, SpokenTask
from sessions.order import SessionOrder
from sessions.service import SessionService

IDLE_S = 300
"""As long as LiveAvatar itself waits for somebody to say something."""
SAME_WITHIN = timedelta(seconds=5)
"""How long after its first report the same text is taken for its second one."""
QUALITIES = ("very_high", "high", "medium", "low")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a session shall be like; what is empty the customer's config says.

    Attributes:
        quality: One of LiveAvatar's; anything else is `medium`, and empty is its own.
        mode: `FULL`, where LiveAvatar hears and speaks, or `LITE`.
    """

    avatar_id: str = ""
    voice_id: str = ""
    context_id: str = ""
    language: str = ""
    quality: str = ""
    conversation_id: str = ""
    mode: str = "FULL"
    push_to_talk: bool = False


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """The server's own choices, where neither customer nor caller has any."""

    avatar_id: str = ""
    voice_id: str = ""
    context_id: str = ""
    is_free: bool = False


class Proxy:
    """Sessions of customers, who reach LiveAvatar through this server only.

    Args:
        client: Calls LiveAvatar.
        sessions: The core, which ends what nobody uses and knows what it costs.
        seats: Whose each session is.
        defaults: The server's own choices.
    """

    def __init__(
        self,
        *,
        client: LiveavatarClient,
        sessions: SessionService,
        seats: Seats,
        defaults: Defaults,
    ) -> None:
        self._client = client
        self._sessions = sessions
        self._seats = seats
        self._defaults = defaults

    def mint(self, customer: Customer, wishes: Wishes, face: str) -> Mapping[str, str]:
        """Name a session for a customer; it costs nothing until it is started.

        Returns:
            `{session_id, session_token}`.

        Raises:
            InvalidInput: LiveAvatar does not take what is wished for.
        """
        minted = self._client.token(self._body(customer, wishes))
        seat = Seat(
            session_id=minted["session_id"],
            customer=customer.id,
            conversation_id=wishes.conversation_id or minted["session_id"],
            intro=customer.intro,
            face=face,
            most_sessions=customer.sessions,
        )
        self._seats.add(seat, minted["session_token"])
        return {name: minted[name] for name in ("session_id", "session_token")}

    def start(self, seat: Seat, token: str) -> Mapping[str, Any]:
        """Begin it; it bills from here on.

        Returns:
            LiveAvatar's data, without the seat that is this server's.

        Raises:
            LimitReached: The customer, or the account, has no session free.
            WrongState: It was started before.
        """
        self._admit(seat)
        order = SessionOrder(
            cloud_session_id=seat.session_id,
            session_token=token,
            in_room=True,
            persona_id=f"customer-{seat.customer}",
            opened_by=seat.opened_by,
            activity_idle_timeout_s=IDLE_S,
        )
        data = self._sessions.open(order).data
        self._sessions.accept(seat.session_id, None)
        return {k: v for k, v in data.items() if k != "commands_by"}

    def stop(self, seat: Seat) -> None:
        """End it and its bill; harmless twice, and before its start."""
        try:
            session = self._sessions.find(seat.session_id)
        except NotFound:
            return  # it was never started, and so costs nothing
        if session.state not in ENDED:
            self._sessions.close(session.id, EndReason.CLIENT)

    def keep_alive(self, seat: Seat) -> None:
        """Somebody is there: neither LiveAvatar nor this server shall end it."""
        self._sessions.keep_alive(seat.session_id)
        self._sessions.viewers.seen(seat.session_id)

    def said(self, seat: Seat, role: Role, text: str) -> bool:
        """Keep what was said, by the rules for reported texts.

        Returns:
            Whether it was worth keeping, and new.
        """
        text = collapsed(text)
        if not worth_keeping(role, text):
            return False
        session = self._sessions.find(seat.session_id)
        if self._is_known(session.id, role, text):
            return False
        self._sessions.noted(session.id, role, text)
        return True

    def speak(self, seat: Seat, text: str, *, is_question: bool) -> SpokenTask | None:
        """Have the avatar say a text, or answer it.

        Returns:
            The task; None when it was overtaken.
        """
        if is_question:
            self.said(seat, Role.USER, text)  # not every room tells it again
        with self._sessions.voice(seat.session_id) as voice:
            return (
                voice.converse(text) if is_question else voice.say(text, is_last=True)
            )

    def _is_known(self, session_id: str, role: Role, text: str) -> bool:
        turns = self._sessions.record.turns(session_id)
        same = [one for one in turns if one.role is role]
        # What we have sent to be said was written down then; the room tells it again.
        if any(text == collapsed(task["text"]) for one in same for task in one.tasks):
            return True
        if not same or not repeats(text, same[-1].text):
            return False
        # Two witnesses report the same: the page, and our own seat in the room.
        age = self._sessions.now() - same[-1].began_at
        return same[-1] is turns[-1] or age < SAME_WITHIN

    def _admit(self, seat: Seat) -> None:
        if seat.most_sessions is None:
            return
        theirs = [
            one
            for one in self._sessions.unended()
            if one.opened_by.partition(":")[2] == seat.customer
        ]
        if len(theirs) >= seat.most_sessions:
            raise LimitReached("All of this customer's sessions are in use.")

    def _body(self, customer: Customer, wishes: Wishes) -> Mapping[str, Any]:
        chosen = self._chosen(customer, wishes)
        persona = {
            "voice_id": chosen.voice_id,
            "context_id": chosen.context_id,
            "language": chosen.language or "en",
        }
        body: dict[str, Any] = {"mode": wishes.mode, "avatar_id": chosen.avatar_id}
        if wishes.mode == "FULL":
            # Nulls are left out: whether LiveAvatar takes them is not known.
            body["avatar_persona"] = {k: v for k, v in persona.items() if v}
        if wishes.push_to_talk:
            body["interactivity_type"] = "PUSH_TO_TALK"
        if wishes.quality:
            quality = wishes.quality if wishes.quality in QUALITIES else "medium"
            body["video_settings"] = {"quality": quality}
        if customer.session_s is not None:
            body["max_session_duration"] = customer.session_s
        if self._defaults.is_free:
            body["is_sandbox"] = True
        return body

    def _chosen(self, customer: Customer, wishes: Wishes) -> Wishes:
        """The wishes, filled from the customer's config and from our own choices."""
        own = self._defaults
        avatar_id = wishes.avatar_id or customer.avatar_id or own.avatar_id
        if own.is_free or not avatar_id:
            avatar_id = FREE_AVATAR if own.is_free else self._first_avatar()
        return replace(
            wishes,
            avatar_id=avatar_id,
            voice_id=wishes.voice_id or customer.voice_id or own.voice_id,
            context_id=wishes.context_id or customer.context_id or own.context_id,
        )

    def _first_avatar(self) -> str:
        found: Sequence[Mapping[str, Any]]
        found = self._client.avatars_page(1, 1)["results"]
        return str(found[0]["id"]) if found else ""
