"""Any life of sessions, by two workers and a janitor that interleave and die."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from datetime import timedelta
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from errors import AppError
from sessions.model import ALLOWED, ENDED, EndReason, State
from sessions.order import SessionOrder
from sessions.record import Record
from storage.database import Database
from tests.cores import NOON, TestClock, a_janitor, a_policy
from tests.sessions.conftest import ANSWER
from tests.sessions.simulated import MISHAPS, Killed, SimulatedCloud, Worker

DAYS = itertools.count()
workers = st.integers(0, 1)
ACTS = ("accept", "speak", "interrupt", "keep_alive", "viewers.beat", "close")


class Life(RuleBasedStateMachine):
    """Two workers over one ledger and one cloud.

    Attributes:
        database: The ledger's.
        settled: The cost of every session that was seen closed.
    """

    database: Database
    sessions = Bundle("sessions")

    @initialize(names_first=st.booleans())
    def begin(self, names_first):
        # The ledger is the same for all lives: each has a day of its own.
        self.clock = TestClock(NOON + timedelta(days=next(DAYS)))
        self.cloud = SimulatedCloud(self.clock, names_first=names_first)
        self.workers = [self._worker(), self._worker()]
        self.ledger = Worker(
            cloud=self.cloud, database=self.database, clock=self.clock
        ).service.ledger
        self.record = Record(database=self.database, now=self.clock)
        self.settled: dict[str, float | None] = {}
        self.mine: set[str] = set()
        self.unseen: set[str] = set()  # over at the cloud before we heard of them

    @rule(target=sessions, worker=workers, mishap=st.sampled_from(MISHAPS))
    def open(self, worker, mishap):
        before = self._ids()
        self.cloud.mishap = mishap
        self._act(worker, lambda service: service.open(SessionOrder(persona_id="ada")))
        self.mine |= self._ids() - before
        return next(iter(self._ids() - before), "")

    @rule(
        session=sessions,
        worker=workers,
        act=st.sampled_from(ACTS),
        mishap=st.sampled_from(MISHAPS),
    )
    def act(self, session, worker, act, mishap):
        self.cloud.mishap = mishap
        self._act(worker, lambda service: _do(service, act, session))

    @rule(session=sessions, act=st.sampled_from(ACTS))
    def the_other_acts_during_the_next_call(self, session, act):
        self.cloud.meanwhile = lambda: self._act(
            1 - self.calling, lambda service: _do(service, act, session)
        )

    @rule()
    def the_others_janitor_comes_during_the_next_call(self):
        self.cloud.meanwhile = lambda: self._clean(1 - self.calling)

    @rule(worker=workers, mishap=st.sampled_from(MISHAPS))
    def janitor(self, worker, mishap):
        self.cloud.mishap = mishap
        self._clean(worker)

    @rule(seconds=st.sampled_from([0.3, 1, 4, 31, 50, 80, 130]))
    def time_passes(self, seconds):
        self.clock.advance(seconds)

    @rule(index=st.integers(0, 9))
    def the_cloud_ends_one(self, index):
        running = self.cloud.running(foreign=False)
        if index < len(running):
            running[index].ended_at = self.clock()
            known = {session.cloud_session_id for session in self.ledger.unended()}
            self.unseen |= {running[index].id} - known

    @rule()
    def somebody_else_uses_the_key(self):
        self.cloud.stranger()

    @invariant()
    def every_way_was_allowed_and_every_event_numbered(self):
        for session_id in self.mine:
            events = self.record.events(session_id)
            assert [event.seq for event in events] == list(range(1, len(events) + 1))
            at = State.OPENING
            for event in events[1:]:
                if event.kind == "state":
                    assert event.data["from"] == at
                    assert State(event.data["to"]) in ALLOWED[at]
                    at = State(event.data["to"])
            assert self.ledger.find(session_id).state is at

    @invariant()
    def the_ended_have_a_reason_and_a_cost_that_stays(self):
        for session_id in self.mine:
            session = self.ledger.find(session_id)
            if session.state in ENDED:
                assert session.end_reason
                assert session.ended_at
            if session.state is State.CLOSED:
                known = self.settled.setdefault(session_id, session.credits)
                assert session.credits == known

    @invariant()
    def strangers_are_left_alone(self):
        for call in self.cloud.calls.values():
            assert not (call.foreign and call.ended_at)

    def teardown(self):
        """The cloud is well again, and the janitor gets its time."""
        if not hasattr(self, "cloud"):
            return
        self.cloud.mishap, self.cloud.meanwhile = "", lambda: None
        for _ in range(12):
            self._clean(0)
            self.clock.advance(16)
        running = {call.id for call in self.cloud.running(foreign=False)}
        unended = self.ledger.unended()
        assert {session.state for session in unended} <= {State.OPEN, State.LIVE}
        assert running == {session.cloud_session_id for session in unended}
        self._every_bill_is_known()
        for session in unended:
            self.workers[0].service.close(session.id, EndReason.CLIENT)
        self.every_way_was_allowed_and_every_event_numbered()
        self.the_ended_have_a_reason_and_a_cost_that_stays()

    def _every_bill_is_known(self):
        for call in self.cloud.calls.values():
            if not call.foreign and call.id not in self.unseen:
                session = self.ledger.find(call.id)
                if session.state is State.CLOSED:
                    assert session.credits >= call.credits(self.clock()) - 0.005

    def _worker(self):
        return Worker(
            cloud=self.cloud,
            database=self.database,
            clock=self.clock,
            # The other one may be in the middle of a call, in this very thread.
            policy=a_policy(sending_s=0.01),
            alive=lambda name: any(name == worker.name for worker in self.workers),
        )

    def _act(self, index, deed):
        worker, self.calling = self.workers[index], index
        self.cloud.kill = worker.die
        try:
            with contextlib.suppress(AppError):
                deed(worker.service)
        except Killed:
            self.workers[index] = self._worker()

    def _clean(self, index):
        present = [worker.name for worker in self.workers]
        janitor = a_janitor(self.workers[index].service, self.clock)

        def clean(_service):
            janitor.end_what_was_left(present)
            janitor.round()

        self._act(index, clean)

    def _ids(self):
        return {session.id for session in self.ledger.page(limit=10_000)}


def _do(service, act, session):
    if act == "accept":
        service.accept(session, ANSWER)
    elif act == "speak":
        service.speak(session, "One sentence goes here. Another one follows it.")
    elif act == "close":
        service.close(session, EndReason.CLIENT)
    else:
        attrgetter(act)(service)(session)


@pytest.fixture
def database_url():
    # In memory where there is such a folder: no power is cut here, and it is quicker.
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield f"sqlite:///{folder}/ledger.db"


def test_no_life_loses_a_session(database):
    class Here(Life):
        pass

    Here.database = database
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
