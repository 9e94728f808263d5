"""Session cores for tests: the real ledger under a fake cloud."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from sessions.cost import HEYGEN, LIVEAVATAR_FREE, Pricing
from sessions.janitor import Janitor
from sessions.ledger import Ledger
from sessions.policy import Policy
from sessions.reconcile import Reconciler
from sessions.record import Record
from sessions.service import SessionService

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PRICING = Pricing(
    tariffs={"fake": HEYGEN, "heygen": HEYGEN, "free": LIVEAVATAR_FREE},
    price_per_credit=0.5,
)


class TestClock:
    """A clock that goes only when it is told to."""

    __test__ = False

    def __init__(self, start: datetime = NOON) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def a_policy(**choices: Any) -> Policy:
    """A policy; `limits=Limits(...)` and every other choice by name."""
    return Policy(pricing=PRICING, **choices)


def a_service(
    *,
    cloud,
    database,
    clock,
    ledger=None,
    worker=str,
    alive=lambda _name: True,
    pause=time.sleep,
    **choices,
) -> SessionService:
    """A session core over `cloud`, writing to `database`."""
    return SessionService(
        cloud=cloud,
        ledger=ledger or Ledger(database=database, now=clock),
        record=Record(database=database, now=clock),
        policy=a_policy(**choices),
        now=clock,
        worker=worker,
        alive=alive,
        pause=pause,
    )


def a_reconciler(service: SessionService, clock: TestClock) -> Reconciler:
    """Holds a service's ledger against its cloud's list."""
    return Reconciler(
        cloud=service.cloud,
        ledger=service.ledger,
        states=service.states,
        close=service.close,
        policy=service.policy,
        now=clock,
    )


def a_janitor(service: SessionService, clock: TestClock, farewell: str = "") -> Janitor:
    """The janitor over a service."""
    return Janitor(
        service=service,
        reconciler=a_reconciler(service, clock),
        farewell=lambda _session: farewell,
        now=clock,
    )
