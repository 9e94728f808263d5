"""Figures for Prometheus: what runs, what it cost, how soon replies are heard.

They are read from the ledger when they are asked for, so that every process over it
gives the same ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sessions.figures import quantiles
from sessions.ledger import Ledger
from sessions.model import ENDED, State
from sessions.policy import Policy
from sessions.record import Record
from storage.types import EPOCH

LAST = 1000
SHARES = (0.5, 0.95)


class Metrics(Collector):
    """What `GET /metrics` tells.

    Args:
        ledger: What runs and what it cost.
        record: How the replies went.
        policy: Prices.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        record: Record,
        policy: Policy,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._record = record
        self._policy = policy
        self._now = now
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)

    def text(self) -> bytes:
        """All of them, in Prometheus' text format."""
        return generate_latest(self._registry)

    def describe(self) -> Iterator[Metric]:
        """Nothing is looked up before somebody asks."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """Look them up."""
        unended = self._ledger.unended()
        yield self._sessions(Counter(session.state for session in unended))
        running = self._policy.pricing.running(unended, EPOCH, self._now())
        yield CounterMetricFamily(
            "persona_live_credits",
            "Credits that all sessions have cost, running ones included.",
            value=self._ledger.settled_since(EPOCH) + running,
        )
        yield from self._replies()

    def _sessions(self, counts: Counter[State]) -> Metric:
        family = GaugeMetricFamily(
            "persona_live_sessions",
            "Sessions that may still cost something, by state.",
            labels=["state"],
        )
        for state in State:
            if state not in ENDED:
                family.add_metric([state.value], counts[state])
        return family

    def _replies(self) -> Iterator[Metric]:
        replies = self._record.last_figures(LAST)
        yield GaugeMetricFamily(
            "persona_live_replies_seen",
            f"How many of the last {LAST} replies the figures below are of.",
            value=len(replies),
        )
        family = GaugeMetricFamily(
            "persona_live_reply_seconds",
            "From a question to a step of its reply, over the last replies.",
            labels=["step", "quantile"],
        )
        for (step, share), figure_ms in quantiles(replies, SHARES).items():
            step_name = step.removesuffix("_ms")
            family.add_metric([step_name, str(share)], figure_ms / 1000)
        yield family
