"""What is said in a session: in order, and never after an interrupt overtook it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from errors import AppError
from sessions.cloud import AvatarCloud
from sessions.fence import Fence
from sessions.floor import Raised
from sessions.model import Role, Session, Spoken, Turn
from sessions.record import Record
from sessions.sender import Sender
from sessions.states import States
from sessions.voice import Voice
from text.sentences import pieces


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a user said, written down.

    Attributes:
        id: Where it is written down.
        turn: The turn it belongs to.
        raised: That turn, when it began with these words.
        cut_in: Whether they cut in on something.
    """

    id: int | None
    turn: int
    raised: Raised | None = None
    cut_in: bool = False


class Speech:
    """Speaks and interrupts; see SessionService for its promises.

    Args:
        cloud: Who lends the face.
        record: Where what was said is written down.
        states: Where sessions are in their life.
        fence: The texts of this process.
        sender: Lets one sentence at a time leave.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        record: Record,
        states: States,
        fence: Fence,
        sender: Sender,
        now: Callable[[], datetime],
    ) -> None:
        self._cloud = cloud
        self._record = record
        self._states = states
        self._fence = fence
        self._sender = sender
        self._now = now

    @contextmanager
    def voice(self, session_id: str, *, turn: int | None = None) -> Iterator[Voice]:
        """Have something to say, sentence by sentence."""
        session = self._states.live(session_id)
        mine = session.turn if turn is None else turn
        with self._fence.cue(session.id, mine) as cue:
            if turn is not None and self._record.floor.turn(session.id) != turn:
                cue.cut()  # overtaken before it could be cut here
            voice = Voice(
                session=session,
                cue=cue,
                cloud=self._cloud,
                record=self._record,
                states=self._states,
                sender=self._sender,
                now=self._now,
            )
            try:
                yield voice
            except AppError as error:
                voice.break_off(warning=error.code)
                raise
            finally:
                voice.break_off()

    def speak(self, session_id: str, text: str, *, turn: int | None = None) -> Spoken:
        """Say `text`, as several tasks where it is over the cloud's limit."""
        with self.voice(session_id, turn=turn) as voice:
            *first, last = pieces(text, voice.text_limit)
            if all(voice.say(piece) for piece in first):
                voice.say(last, is_last=True)
        return Spoken(turn=voice.turn, tasks=voice.tasks)

    def heard(
        self, session_id: str, text: str, *, cut_in: bool, refused: bool
    ) -> Heard:
        """Write down what the user said; it is a sign of life."""
        session = self._states.live(session_id)
        said = Turn(
            session_id=session.id,
            number=session.turn,
            role=Role.USER,
            text=text,
            began_at=self._now(),
            refused=refused,
        )
        if not cut_in:
            return Heard(id=self._record.add(said), turn=session.turn)
        raised = self._record.floor.raise_turn(session.id, said)
        was_busy = self._fence.cut(session.id, raised.turn)
        return Heard(
            id=raised.said_id,
            turn=raised.turn,
            raised=raised,
            cut_in=was_busy or raised.is_noisy,
        )

    def noted(self, session_id: str, role: Role, text: str) -> None:
        """Write down what was said without us."""
        session = self._states.live(session_id)
        said = Turn(
            session_id=session.id,
            number=session.turn,
            role=role,
            text=text,
            began_at=self._now(),
        )
        self._record.add(said)

    def interrupt(self, session_id: str, *, if_noisy: bool) -> int:
        """Silence it; when this returns, nothing of an earlier turn can follow."""
        session = self._states.live(session_id)
        raised = self._record.floor.raise_turn(session.id)
        self._fence.cut(session.id, raised.turn)
        if raised.is_noisy or not if_noisy:
            self.hush(session, raised)
        return raised.turn

    def hush(self, session: Session, raised: Raised) -> None:
        """Silence at the cloud what `raised` has overtaken."""
        floor = self._record.floor
        with self._states.at_cloud(session) as cloud_id:
            if floor.turn(session.id) != raised.turn:
                return  # whoever came later has heard the same, and silences it
            self._cloud.interrupt(cloud_id)
            if raised.sending is not None:
                # It may have been taken after the first one, so it is silenced too.
                self._sender.wait_for(session.id, raised.sending)
                if floor.turn(session.id) == raised.turn:
                    self._cloud.interrupt(cloud_id)
        self._record.speeches.cut(session.id, raised.turn)
