"""What is said in a session: in order, and never after an interrupt overtook it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from sessions.cloud import AvatarCloud
from sessions.fence import Fence
from sessions.ledger import Ledger
from sessions.model import Role, Session, Spoken, SpokenTask, Turn
from sessions.record import Record
from sessions.states import States
from text.sentences import pieces


class Speech:
    """Speaks and interrupts; see SessionService for its promises."""

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        record: Record,
        states: States,
        fence: Fence,
        now: Callable[[], datetime],
    ) -> None:
        self._cloud = cloud
        self._ledger = ledger
        self._record = record
        self._states = states
        self._fence = fence
        self._now = now

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
        session = self._states.live(session_id)
        mine = session.turn if turn is None else turn
        began_at = self._now()
        tasks: list[SpokenTask] = []
        try:
            with self._fence.text(session.id):
                tasks.extend(self._say(session, text, mine))
        finally:
            # What the cloud took was said, whatever became of the rest.
            spoken = Spoken(turn=mine, tasks=tuple(tasks))
            if tasks:
                self._record.add(_turn(session, spoken, began_at))
        return spoken

    def _say(self, session: Session, text: str, turn: int) -> Iterator[SpokenTask]:
        for piece in pieces(text, self._cloud.text_limit):
            with self._fence.hold(session.id):
                if self._states.live(session.id).turn != turn:
                    return
                with self._states.at_cloud(session) as cloud_id:
                    yield self._cloud.speak(cloud_id, piece)

    def heard(self, session_id: str, text: str) -> None:
        """Write down what the user said; it is a sign of life."""
        session = self._states.live(session_id)
        self._record.add(
            Turn(
                session_id=session.id,
                number=session.turn,
                role=Role.USER,
                text=text,
                began_at=self._now(),
            )
        )

    def interrupt(self, session_id: str) -> int:
        """Silence it; when this returns, nothing of an earlier turn can follow.

        Returns:
            The number of the turn that begins here.
        """
        session = self._states.live(session_id)
        turn = self._ledger.next_turn(session.id)
        overtaken = self._fence.busy(session.id)
        with self._states.at_cloud(session) as cloud_id:
            self._cloud.interrupt(cloud_id)
            if overtaken:
                with self._fence.hold(session.id):
                    self._cloud.interrupt(cloud_id)
        self._record.cut(session.id, turn)
        return turn


def _turn(session: Session, spoken: Spoken, began_at: datetime) -> Turn:
    known_ms = sum(task.duration_ms or 0.0 for task in spoken.tasks)
    return Turn(
        session_id=session.id,
        number=spoken.turn,
        role=Role.PERSONA,
        text=" ".join(task.text for task in spoken.tasks),
        tasks=tuple(asdict(task) for task in spoken.tasks),
        began_at=began_at,
        ends_at=began_at + timedelta(milliseconds=known_ms),
    )
