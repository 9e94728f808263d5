"""The only way into a session: open, accept, candidate, speak, interrupt, close."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sessions.cloud import AvatarCloud
from sessions.doors import Doors
from sessions.ending import Ending
from sessions.fence import Fence
from sessions.ledger import Ledger
from sessions.model import EndReason, Opened, Role, Session, Spoken
from sessions.opening import Opening
from sessions.order import SessionOrder
from sessions.policy import Policy
from sessions.record import Record
from sessions.sender import Sender
from sessions.speech import Heard, Speech
from sessions.states import States
from sessions.viewers import Viewers
from sessions.voice import Voice

CloudData = Mapping[str, Any] | None


class SessionService:
    """The session core over one cloud.

    Every method that takes a `session_id` accepts our id or the cloud's, and
    raises NotFound for one that was not opened through this server, WrongState
    for one that is not where the act needs it, UpstreamError when the cloud fails.

    Args:
        cloud: Who lends the face.
        ledger: Where sessions are written down.
        record: Where what was said and what happened is written down.
        policy: Limits, prices and patience.
        now: The clock, in UTC.
        worker: The name of this process, for what dies with it.
        alive: Whether the process of that name is there.
        pause: Waits so many seconds; for other processes only.

    Attributes:
        states: Where sessions are in their life; for the janitor's use.
        viewers: Signs of life.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        record: Record,
        policy: Policy,
        now: Callable[[], datetime],
        worker: Callable[[], str] = str,
        alive: Callable[[str], bool] = lambda _name: True,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.cloud = cloud
        self.policy = policy
        self.ledger = ledger
        self.record = record
        self.now = now
        self._doors = Doors()
        fence = Fence()
        self.states = States(
            cloud=cloud,
            ledger=ledger,
            policy=policy,
            now=now,
            fence=fence,
            worker=worker,
        )
        self.viewers = Viewers(
            ledger=ledger, states=self.states, now=now, gone_s=policy.viewer_gone_s
        )
        self._opening = Opening(
            cloud=cloud,
            ledger=ledger,
            states=self.states,
            policy=policy,
            now=now,
            worker=worker,
        )
        self._speech = Speech(
            cloud=cloud,
            record=record,
            states=self.states,
            fence=fence,
            sender=Sender(
                record=record,
                fence=fence,
                worker=worker,
                alive=alive,
                pause=pause,
                patience_s=policy.sending_s,
            ),
            now=now,
        )
        self._ending = Ending(
            cloud=cloud,
            ledger=ledger,
            states=self.states,
            doors=self._doors,
            now=now,
        )

    def find(self, session_id: str) -> Session:
        """The session as the ledger knows it."""
        return self.ledger.find(session_id)

    def unended(self) -> Sequence[Session]:
        """Every session that may still bill."""
        return self.ledger.unended()

    def open(self, order: SessionOrder) -> Opened:
        """Open a session; it bills until it is closed.

        Raises:
            ShuttingDown: This server opens nothing new.
            OverBudget: The credits set aside are spent.
            LimitReached: Too many run, by our limits or the account's.
            InvalidInput: The cloud knows no such avatar or voice.
        """
        with self._doors.entering():
            session, opened = self._opening.open(order)
            if self._doors.shut:
                self.close(session.id, EndReason.SHUTDOWN)
                self._doors.refuse_when_shut()
            return opened

    def accept(self, session_id: str, answer: Mapping[str, str] | None) -> CloudData:
        """Start it with the browser's SDP answer `{type, sdp}`."""
        return self._opening.accept(session_id, answer)

    def candidate(self, session_id: str, candidate: Mapping[str, Any]) -> CloudData:
        """Hand over an ICE candidate; one that beats the answer is not lost.

        The cloud is the one who keeps early candidates until the answer is there.
        """
        session = self.states.running(session_id)
        with self.states.at_cloud(session) as cloud_id:
            return self.cloud.candidate(cloud_id, candidate)

    def turn(self, session_id: str) -> int:
        """The turn that is on; hand it to `speak` to be overtaken by interrupts."""
        return self.states.live(session_id).turn

    def heard(
        self,
        session_id: str,
        text: str,
        *,
        cut_in: bool = False,
        refused: bool = False,
    ) -> Heard:
        """Write down what the user said; it is a sign of life.

        Args:
            session_id: Which session.
            text: The user's words.
            cut_in: Begin a turn with them, so that nothing of an earlier one is sent
                from here on; what the cloud is saying is silenced by `hush`.
            refused: Whether no model may see them.
        """
        return self._speech.heard(session_id, text, cut_in=cut_in, refused=refused)

    def noted(self, session_id: str, role: Role, text: str) -> None:
        """Write down what was said without us, between the viewer and the cloud."""
        self._speech.noted(session_id, role, text)

    def hush(self, session_id: str, heard: Heard) -> None:
        """Silence what those words cut in on; nothing of it can follow then."""
        if heard.raised is not None and heard.raised.is_noisy:
            self._speech.hush(self.states.live(session_id), heard.raised)

    def voice(
        self, session_id: str, *, turn: int | None = None
    ) -> AbstractContextManager[Voice]:
        """Have something to say, sentence by sentence, after what others say already.

        Args:
            session_id: Which session.
            turn: The turn it belongs to; without it, the one that is on now.
        """
        return self._speech.voice(session_id, turn=turn)

    def speak(self, session_id: str, text: str, *, turn: int | None = None) -> Spoken:
        """Say `text`, as several tasks where it is over the cloud's limit.

        Args:
            session_id: Which session.
            text: The words; at least one character.
            turn: The turn they belong to; without it, the one that is on now.

        Returns:
            The tasks the cloud took: fewer than the text needs, even none, when
            an interrupt came in between.
        """
        return self._speech.speak(session_id, text, turn=turn)

    def listen(self, session_id: str, *, attentive: bool) -> None:
        """Have the face look as if it listened, or no more."""
        session = self.states.live(session_id)
        with self.states.at_cloud(session) as cloud_id:
            self.cloud.listen(cloud_id, attentive=attentive)

    def interrupt(self, session_id: str) -> int:
        """Silence it; when this returns, nothing of an earlier turn can follow.

        Returns:
            The number of the turn that begins here.
        """
        return self._speech.interrupt(session_id, if_noisy=False)

    def cut_in(self, session_id: str) -> int:
        """The same for a viewer who speaks; what the cloud says of its own is left."""
        return self._speech.interrupt(session_id, if_noisy=True)

    def keep_alive(self, session_id: str) -> None:
        """Reset the cloud's idle countdown."""
        session = self.states.running(session_id)
        with self.states.at_cloud(session) as cloud_id:
            self.cloud.keep_alive(cloud_id)
        self.record.touch(session.id)

    def close(self, session_id: str, reason: EndReason) -> CloudData:
        """End it and its bill. Harmless twice; what fails is tried again later.

        Returns:
            The cloud's data as it came; None when it was over already.

        Raises:
            UpstreamError: The cloud has not confirmed it; the janitor goes on trying.
        """
        return self._ending.close(session_id, reason)

    def close_all(self, reason: EndReason, *, within_s: float = 10.0) -> int:
        """Open nothing new and end everything that may still bill.

        Returns:
            How many sessions may still bill; each is logged.
        """
        return self._ending.close_all(reason, within_s=within_s)
