"""What is being said in each session of this process, in order, or cut at once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Line:
    """A queue of threads: one at a time, in the order in which they joined."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._places: deque[object] = deque()

    def join(self) -> object:
        """Take the last place; `leave` must follow."""
        place = object()
        with self._changed:
            self._places.append(place)
        return place

    def wait(self, place: object) -> None:
        """Return once everybody before this place has left, or it was given up."""
        with self._changed:
            self._changed.wait_for(
                lambda: place not in self._places or self._places[0] is place
            )

    def leave(self, place: object) -> None:
        """Give it up, first or not; harmless twice."""
        with self._changed, suppress(ValueError):
            self._places.remove(place)
            self._changed.notify_all()


class Cue:
    """One text's place among those of its session.

    Args:
        turn: The number of the turn it belongs to.
        line: Where it waits for those before it.

    Attributes:
        is_cut: Whether a later turn has begun, or the session has ended.
    """

    def __init__(self, turn: int, line: Line) -> None:
        self.turn = turn
        self.is_cut = False
        self._line = line
        self._place = line.join()
        self._lock = threading.Lock()
        self._acts: list[Callable[[], None]] = []

    def wait(self) -> None:
        """Return when nobody said before this is still at it."""
        self._line.wait(self._place)

    def leave(self) -> None:
        """Let the next one speak."""
        self._line.leave(self._place)

    def on_cut(self, act: Callable[[], None]) -> None:
        """Have `act` called once when this is cut; at once if it is already."""
        with self._lock:
            if not self.is_cut:
                self._acts.append(act)
                return
        act()

    def cut(self) -> None:
        """Say no more, and hold up nobody who comes later."""
        with self._lock:
            self.is_cut = True
            acts, self._acts = self._acts, []
        self.leave()
        for act in acts:
            act()


class Place:
    """What this process keeps of one session.

    Attributes:
        users: How many have something to say or to send; without any it is dropped.
        sending: Held while a sentence is on its way to the cloud.
        line: Where texts wait for one another.
        cues: Those that are being said or wait.
    """

    def __init__(self) -> None:
        self.users = 0
        self.sending = threading.Lock()
        self.line = Line()
        self.cues: set[Cue] = set()


class Fence:
    """Keeps the texts of a session apart, and cuts them when they are overtaken.

    Between processes the floor does that, see sessions.floor; here nobody has to poll.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, Place] = {}

    @contextmanager
    def cue(self, session_id: str, turn: int) -> Iterator[Cue]:
        """Join those who have something to say in this session."""
        with self._used(session_id) as place:
            with self._lock:
                cue = Cue(turn, place.line)
                place.cues.add(cue)
            try:
                yield cue
            finally:
                cue.leave()
                with self._lock:
                    place.cues.discard(cue)

    @contextmanager
    def sending(self, session_id: str) -> Iterator[None]:
        """Let one sentence at a time reach the cloud for this session."""
        with self._used(session_id) as place, place.sending:
            yield

    def cut(self, session_id: str, turn: int) -> bool:
        """Cut what belongs to an earlier turn; whether there was anything."""
        with self._lock:
            place = self._places.get(session_id)
            cues = [cue for cue in place.cues if cue.turn < turn] if place else []
        for cue in cues:
            cue.cut()
        return bool(cues)

    def forget(self, session_id: str) -> None:
        """Cut everything of a session that has ended."""
        with self._lock:
            place = self._places.get(session_id)
            cues = list(place.cues) if place else []
        for cue in cues:
            cue.cut()

    @contextmanager
    def _used(self, session_id: str) -> Iterator[Place]:
        """Have the session's place, which is there as long as anybody has it."""
        with self._lock:
            place = self._places.setdefault(session_id, Place())
            place.users += 1
        try:
            yield place
        finally:
            with self._lock:
                place.users -= 1
                if not place.users:
                    del self._places[session_id]
