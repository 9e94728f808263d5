"""When a call to a cloud may be made again, and how long to wait first."""

from __future__ import annotations

from dataclasses import dataclass

from errors import Malformed, Rejected, Unreachable, UpstreamError


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """Repeats reads and refused connections; never an act that may have happened.

    Attributes:
        attempts: Most calls in all, the first included.
        backoff_s: Wait before the second call; doubled before each later one.
        cap_s: Longest wait; a cloud that asks for more is not waited for.
    """

    attempts: int = 2
    backoff_s: float = 0.1
    cap_s: float = 2.0

    def wait_s(self, method: str, attempt: int, error: UpstreamError) -> float | None:
        """Seconds to wait before the next call; None when there is to be none."""
        if attempt >= self.attempts or isinstance(error, Rejected | Malformed):
            return None
        if method != "GET" and not isinstance(error, Unreachable):
            return None
        wait_s = error.retry_after_s
        if wait_s is None:
            wait_s = self.backoff_s * 2.0 ** (attempt - 1)
        return wait_s if wait_s <= self.cap_s else None
