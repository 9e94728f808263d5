"""What the proxy does, whichever generation of its routes it is asked by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from errors import LimitReached, NotFound, UpstreamError, WrongState
from liveavatar.client import LiveavatarClient
from liveavatar.customers import Customer
from liveavatar.seats import Seat, Seats
from liveavatar.texts import collapsed, repeats, undoubled, worth_keeping
from liveavatar.wishes import Defaults, Wishes, body_of, chosen_of
from sessions.ledger import place_of
from sessions.model import EndReason, Role, Session, SpokenTask
from sessions.order import SessionOrder
from sessions.service import SessionService

IDLE_S = 300
"""As long as LiveAvatar itself waits for somebody to say something."""
PAGE, ROOM = "page", "room"
"""Who tells what was said."""
STOPPED = "This session has been stopped."


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
        chosen = chosen_of(wishes, customer, self._defaults)
        if not chosen.avatar_id:
            chosen = replace(chosen, avatar_id=self._first_avatar())
        body = body_of(chosen, longest_s=customer.session_s)
        minted = self._client.token(body)
        seat = Seat(
            session_id=minted["session_id"],
            customer=customer.id,
            conversation_id=wishes.conversation_id or minted["session_id"],
            intro=customer.intro,
            face=face,
            is_lite=chosen.mode == "LITE",
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
        if seat.is_stopped:
            raise WrongState(STOPPED)
        self._refuse_many(seat, len(self._theirs(seat)))
        order = SessionOrder(
            cloud_session_id=seat.session_id,
            session_token=token,
            in_room=True,
            is_lite=seat.is_lite,
            persona_id=f"customer-{seat.customer}",
            opened_by=seat.opened_by,
            activity_idle_timeout_s=IDLE_S,
            # What is said there passes by this server: LiveAvatar knows of silence.
            never_idle=seat.is_lite,
        )
        data = self._sessions.open(order).data
        try:
            self._sessions.accept(seat.session_id, None)
            self._look_again(seat)
        except (LimitReached, WrongState):
            with suppress(UpstreamError):  # who is tried again later
                self._sessions.close(seat.session_id, EndReason.CLIENT)
            raise
        return {k: v for k, v in data.items() if k != "commands_by"}

    def stop(self, seat: Seat) -> None:
        """End it and its bill; harmless twice, before its start, and in its midst.

        Raises:
            UpstreamError: The cloud has not confirmed it; it is tried again later.
        """
        self._seats.stop(seat.session_id)
        # Where it was never started it costs nothing; and a start that is under way
        # looks again before it is over.
        with suppress(NotFound, WrongState):
            self._sessions.close(seat.session_id, EndReason.CLIENT)

    def keep_alive(self, seat: Seat) -> None:
        """Somebody is there: neither LiveAvatar nor this server shall end it."""
        self._sessions.keep_alive(seat.session_id)
        self._sessions.viewers.seen(seat.session_id)

    def said(self, seat: Seat, role: Role, text: str, witness: str = PAGE) -> bool:
        """Keep what was said, by the rules for reported texts.

        Args:
            seat: In which session.
            role: Who said it.
            text: What.
            witness: Who tells it: the page, or our own seat in the room.

        Returns:
            Whether it was worth keeping, and new.
        """
        text = collapsed(text)
        if not worth_keeping(role, text):
            return False
        session = self._sessions.find(seat.session_id)
        if self._was_sent(session.id, role, text):
            return False
        what = f"{role} {undoubled(text)}"
        if not self._seats.is_news(seat.session_id, what, witness=witness):
            return False
        if self._was_last(session.id, role, text):
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

    def _was_sent(self, session_id: str, role: Role, text: str) -> bool:
        """Whether we have sent it to be said, and written it down then."""
        turns = self._sessions.record.turns(session_id)
        sent = (task for one in turns if one.role is role for task in one.tasks)
        return any(text == collapsed(task["text"]) for task in sent)

    def _was_last(self, session_id: str, role: Role, text: str) -> bool:
        last = next(reversed(self._sessions.record.turns(session_id)), None)
        return last is not None and last.role is role and repeats(text, last.text)

    def _look_again(self, seat: Seat) -> None:
        """See whether it was stopped meanwhile, or others began at the same moment."""
        now = self._seats.of_session(seat.session_id)
        if now is None or now.is_stopped:
            raise WrongState(STOPPED)
        if seat.most_sessions is not None:
            begun = [one.cloud_session_id for one in self._theirs(seat)]
            if seat.session_id in begun:  # else it is over already
                self._refuse_many(seat, begun.index(seat.session_id))

    def _refuse_many(self, seat: Seat, running: int) -> None:
        if seat.most_sessions is not None and running >= seat.most_sessions:
            raise LimitReached("All of this customer's sessions are in use.")

    def _theirs(self, seat: Seat) -> Sequence[Session]:
        """The customer's sessions that may still bill, in an order all agree on."""
        theirs = (
            one
            for one in self._sessions.unended()
            if one.opened_by.partition(":")[2] == seat.customer
        )
        return sorted(theirs, key=place_of)

    def _first_avatar(self) -> str:
        found: Sequence[Mapping[str, Any]]
        found = self._client.avatars_page(1, 1)["results"]
        return str(found[0]["id"]) if found else ""
