"""The owner's choices for sessions, handed in as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from sessions.cost import Pricing
from sessions.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How long sessions live, what they cost and how much may run; times in seconds.

    Attributes:
        pricing: What they cost.
        limits: How much may run and be spent.
        viewer_gone_s: Without a beat for so long, a page that sent some has left.
        idle_s: Silence that ends a session whose client sends no beats.
        keep_alive_at: Share of the cloud's idle limit after which it is kept alive.
        doubt_s: How long a cloud may take to show a session whose opening got lost.
        reconcile_every_s: How often the ledger is held against the cloud's own list.
        retry_first_s: Wait before an end that failed is tried again; then doubled.
        retry_most_s: Longest such wait.
        warn_at: Share of a limit at which its end is announced.
        sending_s: How long a sentence may be on its way to a cloud, at most.
        goodbye_s: Seconds before a foreseen end at which the closing line is said.
    """

    pricing: Pricing
    limits: Limits = field(default_factory=Limits)
    viewer_gone_s: float = 45.0
    idle_s: float = 120.0
    keep_alive_at: float = 0.5
    doubt_s: float = 90.0
    reconcile_every_s: float = 15.0
    retry_first_s: float = 0.5
    retry_most_s: float = 60.0
    warn_at: float = 0.8
    goodbye_s: float = 8.0
    sending_s: float = 45.0

    def retry_wait_s(self, attempts: int) -> float:
        """The wait after so many attempts in vain."""
        # The exponent is bounded, so that years of trying do not overflow a float.
        return min(self.retry_first_s * 2.0 ** min(attempts, 30), self.retry_most_s)
