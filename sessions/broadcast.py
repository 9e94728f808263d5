"""Wakes whoever waits for a session's next event; the events stay in the ledger.

Nothing here carries an event: a wake-up says how far the ledger has got, and readers
read on from where they were. So a wake-up that is lost costs time, never an event.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

POLL_S = 0.25
RARE_POLL_S = 2.0
END_WITHIN_S = 2.0
Heard = tuple[str, int]


class Relay(Protocol):
    """Carries wake-ups between processes; None of its methods may fail."""

    @property
    def up(self) -> bool:
        """Whether the other processes can be heard."""
        ...

    def publish(self, session_id: str, seq: int) -> None:
        """Tell the other processes how far a session has got."""
        ...

    def hear(self, within_s: float) -> Sequence[Heard]:
        """What the others told, waiting so long for the first word of it."""
        ...

    def rest(self) -> None:
        """Nobody listens for now."""
        ...


class Channel:
    """One session's readers.

    Attributes:
        head: The highest event number heard of.
        readers: How many there are.
    """

    __slots__ = ("changed", "head", "readers")

    def __init__(self) -> None:
        self.head = 0
        self.readers = 0
        self.changed = threading.Condition()


class Broadcast:
    """One per process. What this process appends wakes its readers at once.

    What others append is seen by one thread, which runs while there are readers: it
    asks the ledger for all their sessions together, or listens to the relay.

    Args:
        heads: The last event's number of each of these sessions.
        relay: Between processes; without it, the ledger is asked every `every_s`.
        every_s: Seconds between looks into the ledger.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        *,
        heads: Callable[[Collection[str]], Mapping[str, int]],
        relay: Relay | None,
        clock: Callable[[], float],
        every_s: float = POLL_S,
    ) -> None:
        self._heads = heads
        self._relay = relay
        self._clock = clock
        self._every_s = every_s
        self._lock = threading.Lock()
        self._channels: dict[str, Channel] = {}
        self._watcher: threading.Thread | None = None
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        """Whether this process ends, and its readers shall come back to another."""
        return self._over.is_set()

    @property
    def readers(self) -> int:
        """How many there are."""
        with self._lock:
            return sum(channel.readers for channel in self._channels.values())

    def appended(self, news: Heard) -> None:
        """This process has committed a session's event of that number."""
        self._wake(*news)
        if self._relay is not None:
            self._relay.publish(*news)

    @contextmanager
    def reading(self, session_id: str) -> Iterator[Callable[[int, float], bool]]:
        """Be woken for one session.

        Yields:
            `wait(after, within_s)`: returns once there may be an event numbered above
            `after`, or when this process ends; False when it took too long.
        """
        channel = self._join(session_id)

        def wait(after: int, within_s: float) -> bool:
            with channel.changed:
                return channel.changed.wait_for(
                    lambda: channel.head > after or self.over, within_s
                )

        try:
            yield wait
        finally:
            self._leave(session_id, channel)

    def end(self) -> None:
        """Let every reader go."""
        self._over.set()
        with self._lock:
            channels = list(self._channels.values())
            watcher = self._watcher
        for channel in channels:
            with channel.changed:
                channel.changed.notify_all()
        if watcher is not None:
            watcher.join(END_WITHIN_S)

    def _join(self, session_id: str) -> Channel:
        with self._lock:
            channel = self._channels.setdefault(session_id, Channel())
            channel.readers += 1
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, daemon=True)
                self._watcher.start()
        return channel

    def _leave(self, session_id: str, channel: Channel) -> None:
        with self._lock:
            channel.readers -= 1
            if not channel.readers:
                del self._channels[session_id]

    def _wake(self, session_id: str, seq: int) -> None:
        channel = self._channels.get(session_id)
        if channel is None:
            return
        with channel.changed:
            if seq > channel.head:
                channel.head = seq
                channel.changed.notify_all()

    def _watch(self) -> None:
        """Follow what other processes append, until nobody reads any more."""
        was_up = False
        look_at = self._clock()
        while session_ids := self._watched():
            for session_id, seq in self._hear():
                self._wake(session_id, seq)
            is_up = self._relay is not None and self._relay.up
            # What was said while the relay was being joined, nobody has heard.
            is_due = is_up != was_up or self._clock() >= look_at
            if is_due and not self.over:
                self._look(session_ids)
                look_at = self._clock() + (RARE_POLL_S if is_up else 0.0)
            was_up = is_up

    def _watched(self) -> Sequence[str]:
        with self._lock:
            if not self._channels or self.over:
                self._watcher = None
                if self._relay is not None:
                    self._relay.rest()  # before another watcher begins to hear
                return ()
            return list(self._channels)

    def _hear(self) -> Sequence[Heard]:
        if self._relay is not None and self._relay.up:
            return self._relay.hear(self._every_s)
        self._over.wait(self._every_s)
        return self._relay.hear(0.0) if self._relay is not None else ()

    def _look(self, session_ids: Collection[str]) -> None:
        try:
            heads = self._heads(session_ids)
        except SQLAlchemyError as error:
            log.error("event streams wait: %s", type(error).__name__)
            return
        for session_id, seq in heads.items():
            self._wake(session_id, seq)
