"""A session's events as they come: read from the ledger, in order, each one once."""

from __future__ import annotations

from collections.abc import Generator

from errors import InvalidInput
from sessions.broadcast import Broadcast
from sessions.model import ENDED, Event, Session
from sessions.record import Record

BATCH = 100
QUIET_S = 15.0


class Following:
    """Follows sessions.

    Args:
        record: Where their events are.
        broadcast: Who says that there is a new one.
        quiet_s: Seconds without an event after which `follow` gives None.
    """

    def __init__(
        self, *, record: Record, broadcast: Broadcast, quiet_s: float = QUIET_S
    ) -> None:
        self._record = record
        self._broadcast = broadcast
        self._quiet_s = quiet_s

    def is_over(self, session: Session, after: int) -> bool:
        """Whether nothing can follow the event numbered `after`.

        Raises:
            InvalidInput: There is no such event yet.
        """
        if after > session.event_seq:
            why = f"This session's last event is number {session.event_seq}."
            raise InvalidInput(why, fields={"after": [why]})
        return session.state in ENDED and after == session.event_seq

    def follow(
        self, session: Session, after: int
    ) -> Generator[Event | None, None, None]:
        """Every event above `after`, waiting for the next, up to the session's end.

        Nobody is registered before the first step, nor after the iterator is closed.

        Yields:
            An event, or None when it has been quiet for a while.
        """
        over = session.state in ENDED
        with self._broadcast.reading(session.id) as wait:
            while True:
                batch = self._record.events(session.id, after=after, limit=BATCH)
                for event in batch:
                    after = event.seq
                    over = over or _is_end(event)
                    yield event
                if len(batch) == BATCH:
                    continue
                if over or self._broadcast.over:
                    return
                if not wait(after, self._quiet_s):
                    yield None


def _is_end(event: Event) -> bool:
    return event.kind == "state" and event.data["to"] in ENDED
