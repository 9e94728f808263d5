"""A cloud with a bill of its own, and workers that can die in the middle of an act."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass
from datetime import datetime

from errors import NotFound, Rejected, TimedOut
from sessions.cost import HEYGEN
from sessions.ledger import Ledger
from sessions.model import CloudSession, Opened, SpokenTask
from sessions.record import Record
from sessions.service import SessionService
from storage.types import ticks
from tests.cores import a_policy

NAME = "fake"


class Killed(BaseException):
    """The worker is dead: nothing of it goes on, not even its handlers."""


@dataclass
class Call:
    """A session at the cloud, by the cloud's own clock."""

    id: str
    created_at: datetime
    state: str = "new"
    ended_at: datetime | None = None
    foreign: bool = False

    def credits(self, now):
        return HEYGEN.credits(
            ((self.ended_at or now) - self.created_at).total_seconds()
        )


class SimulatedCloud:
    """Keeps sessions and a bill; loses, delays and refuses answers on order.

    Attributes:
        calls: Every session it ever had, by id.
        mishap: What happens at the next call, once: see `MISHAPS`.
        meanwhile: What somebody else does during the next call, once.
        kill: Kills the worker whose call it is.
    """

    name = NAME
    text_limit = 40
    idle_timeout_s = 120.0
    sound_after_ms = 50.0

    def __init__(self, clock, *, names_first=False):
        self.clock = clock
        self.names_first = names_first
        self.calls: dict[str, Call] = {}
        self.mishap = ""
        self.meanwhile = lambda: None
        self.kill = lambda: None
        self._numbers = itertools.count(1)

    def open(self, order, named):
        if not self.names_first:
            return self._do("open", self._new)
        number = str(uuid.uuid4())
        named(number)
        return self._do("open", lambda: self._new(number))

    def accept(self, cloud_session_id, answer):
        self._do("accept", lambda: self._running(cloud_session_id))
        self.calls[cloud_session_id].state = "connected"

    def speak(self, cloud_session_id, text):
        self._do("speak", lambda: self._running(cloud_session_id))
        return SpokenTask(task_id=str(next(self._numbers)), text=text, duration_ms=900)

    def interrupt(self, cloud_session_id):
        self._do("interrupt", lambda: self._running(cloud_session_id))

    def keep_alive(self, cloud_session_id):
        self._do("keep_alive", lambda: self._running(cloud_session_id))

    def close(self, cloud_session_id):
        def end():
            self._running(cloud_session_id).ended_at = self.clock()

        self._do("close", end)
        return {}

    def live(self):
        return self._do("live", self._list)

    def lasted_s(self, cloud_session_id):
        call = self.calls.get(cloud_session_id)
        if call is None or call.ended_at is None:
            return None
        return (call.ended_at - call.created_at).total_seconds()

    def tariff_of(self, order):
        return self.name

    def has_ended(self, cloud_session_id):
        return self.lasted_s(cloud_session_id) is not None

    def running(self, *, foreign):
        return [
            call
            for call in self.calls.values()
            if call.ended_at is None and call.foreign is foreign
        ]

    def _do(self, verb, deed):
        mishap, self.mishap = self.mishap, ""
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        if mishap == "refused":
            raise Rejected("no", upstream=NAME)
        if mishap == "slow":
            self.clock.advance(5)
        kill = self.kill
        if mishap == "killed before":
            kill()
            raise Killed
        if mishap == "lost before":
            raise TimedOut("late", upstream=NAME)
        done = deed()
        meanwhile()
        if mishap == "killed after":
            kill()
            raise Killed
        if mishap == "lost after":
            self.clock.advance(3)
            raise TimedOut("late", upstream=NAME)
        return done

    def _new(self, number=None, *, foreign=False):
        number = number or str(uuid.uuid4())
        self.calls[number] = Call(number, self.clock(), foreign=foreign)
        return Opened(cloud_session_id=number, data={})

    def stranger(self):
        """Somebody else opens and starts a session on the same key."""
        self.calls[self._new(foreign=True).cloud_session_id].state = "connected"

    def _running(self, cloud_session_id):
        call = self.calls.get(cloud_session_id)
        if call is None or call.ended_at is not None:
            raise NotFound("closed")
        return call

    def _list(self):
        # As a cloud shows them: in whole seconds.
        return [
            CloudSession(
                cloud_session_id=call.id,
                state=call.state,
                created_at=call.created_at.replace(microsecond=0),
            )
            for call in self.calls.values()
            if call.ended_at is None
        ]


MISHAPS = (
    *("", "", "refused", "slow", "lost before", "lost after"),
    *("killed before", "killed after"),
)


class Worker:
    """A process: a session core that writes nothing any more once it is dead."""

    def __init__(
        self, *, cloud, database, clock, policy=None, alive=lambda _name: True
    ):
        clock.advance(0.001)
        self.name = f"{ticks(clock()):017d}-w"
        self.dead = False
        self.service = SessionService(
            cloud=cloud,
            ledger=MortalLedger(self, database=database, now=clock),
            record=MortalRecord(self, database=database, now=clock),
            policy=policy or a_policy(),
            now=clock,
            worker=lambda: self.name,
            alive=alive,
        )

    def die(self):
        self.dead = True


class MortalLedger(Ledger):
    """Whatever is called once its worker is dead does nothing."""

    def __init__(self, worker, **parts):
        self._worker = worker
        super().__init__(**parts)

    def __getattribute__(self, name):
        if name != "_worker" and self._worker.dead:
            raise Killed
        return super().__getattribute__(name)


class MortalRecord(Record):
    """Likewise."""

    def __init__(self, worker, **parts):
        self._worker = worker
        super().__init__(**parts)

    def __getattribute__(self, name):
        if name != "_worker" and self._worker.dead:
            raise Killed
        return super().__getattribute__(name)
