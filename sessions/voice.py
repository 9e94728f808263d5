"""A turn's way to the cloud: its sentences in order, until it is overtaken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sessions import heard
from sessions.cloud import AvatarCloud
from sessions.fence import Cue
from sessions.figures import Figures
from sessions.model import Role, Session, SpokenTask, Turn
from sessions.record import Record
from sessions.sender import Sender
from sessions.states import States

MS = timedelta(milliseconds=1)


class Voice:
    """Says the sentences of one turn in one session; see SessionService.voice.

    Attributes:
        tasks: What the cloud has taken so far.
    """

    def __init__(
        self,
        *,
        session: Session,
        cue: Cue,
        cloud: AvatarCloud,
        record: Record,
        states: States,
        sender: Sender,
        now: Callable[[], datetime],
    ) -> None:
        self.tasks: tuple[SpokenTask, ...] = ()
        self._session = session
        self._cue = cue
        self._cloud = cloud
        self._record = record
        self._states = states
        self._sender = sender
        self._now = now
        self._said: Turn | None = None
        self._is_over = False

    @property
    def turn(self) -> int:
        """The number of the turn."""
        return self._cue.turn

    @property
    def is_cut(self) -> bool:
        """Whether a later turn has begun; nothing more can be said then."""
        return self._cue.is_cut

    @property
    def text_limit(self) -> int:
        """Most characters of one sentence."""
        return self._cloud.text_limit

    @property
    def sound_after_ms(self) -> float:
        """From a task's acceptance to its first sound, as far as that is known."""
        return self._cloud.sound_after_ms

    def on_cut(self, act: Callable[[], None]) -> None:
        """Have `act` called when this is cut, in the thread of whoever cuts it."""
        self._cue.on_cut(act)

    def wait(self) -> None:
        """Return when whatever was to be said before this has been sent, or cut."""
        self._cue.wait()

    def say(self, text: str, *, is_last: bool = False) -> SpokenTask | None:
        """Send a sentence, once it is its turn.

        Args:
            text: At least one character, at most `text_limit`.
            is_last: Whether nothing follows; saves a `finish`.

        Returns:
            The cloud's task; None when the turn was overtaken.

        Raises:
            WrongState: The session has ended.
            UpstreamError: The cloud did not take it, or its answer was lost.
        """
        self._cue.wait()
        began_at = self._now()
        with self._floor() as token:
            if token is None:
                return None
            with self._states.at_cloud(self._session) as cloud_id:
                task = self._cloud.speak(cloud_id, text)
            self._write_down(task, began_at, token, is_last=is_last)
        return task

    def converse(self, text: str) -> SpokenTask | None:
        """Let the cloud answer `text` by itself, once it is its turn.

        What it says is not known here, so that there is nothing to write down.

        Returns:
            The cloud's task; None when the turn was overtaken.

        Raises:
            WrongState: The session has ended.
            UpstreamError: The cloud did not take it, or its answer was lost.
        """
        self._cue.wait()
        with self._floor() as token:
            if token is None:
                return None
            with self._states.at_cloud(self._session) as cloud_id:
                task = self._cloud.converse(cloud_id, text)
            self._record.floor.give_back(self._session.id, token)
        return task

    def finish(self, *, figures: Figures | None = None, warning: str = "") -> None:
        """Nothing follows; write down how it went.

        Args:
            figures: When its steps were reached; see sessions.figures.
            warning: Why something else than an answer was said; a stable word.
        """
        self._close(figures=figures, warning=warning)

    def break_off(self, *, figures: Figures | None = None, warning: str = "") -> None:
        """Nothing follows, though it was not finished; harmless after `finish`."""
        self._close(figures=figures, warning=warning, interrupted=self.is_cut)

    @contextmanager
    def _floor(self) -> Iterator[str | None]:
        """Have the floor for one sentence; None when the turn was overtaken."""
        if self.is_cut:
            self._states.live(self._session.id)  # an ended session says so
            yield None
            return
        with self._sender.floor(self._session.id, self.turn) as token:
            if token is None:
                self._cue.cut()
                self._states.live(self._session.id)
            yield token

    def _write_down(
        self, task: SpokenTask, began_at: datetime, token: str, *, is_last: bool
    ) -> None:
        said = self._said or self._unsaid(began_at)
        self.tasks = (*self.tasks, task)
        at_ms = (self._now() - said.began_at) / MS
        tasks = (*said.tasks, {**asdict(task), "at_ms": round(at_ms, 1)})
        said = replace(
            said,
            text=" ".join(one.text for one in self.tasks),
            tasks=tasks,
            ends_at=said.began_at + heard.ends_ms(tasks) * MS,
        )
        self._said = self._record.speeches.said(said, token, is_over=is_last)
        self._is_over = is_last

    def _close(
        self,
        *,
        figures: Figures | None = None,
        warning: str = "",
        interrupted: bool = False,
    ) -> None:
        if self._is_over or (self._said is None and not warning):
            return
        self._is_over = True
        self._record.speeches.close(
            replace(
                self._said or self._unsaid(self._now()),
                figures=figures,
                warning=warning,
                interrupted=interrupted,
            )
        )

    def _unsaid(self, at: datetime) -> Turn:
        """The turn before anything of it was said; it begins when it can be heard."""
        return Turn(
            session_id=self._session.id,
            number=self.turn,
            role=Role.PERSONA,
            text="",
            began_at=self._record.speeches.audible_from(self._session.id, at),
        )
