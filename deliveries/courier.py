"""Takes what is due to its receiver: many at once, each conversation in its order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deliveries.model import Delivery
from deliveries.outbox import Outbox
from errors import AppError

log = logging.getLogger(__name__)

AT_ONCE = 8
CLAIM_S = 120.0
"""Longer than any receiver is waited for."""
COMPLETED_WITHIN = timedelta(minutes=10)


class Courier:
    """Sends what waits in an outbox.

    Args:
        outbox: What has to be sent.
        send: Sends one; raises an AppError when it has not, or not surely, arrived.
        complete: Gives the whole body of one that is not complete yet.
        now: The clock, in UTC.
        at_once: Most that are on their way at the same time.
        claim_s: After so long, one that is on its way is taken for lost.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        send: Callable[[Delivery], None],
        complete: Callable[[Delivery], Mapping[str, Any]],
        now: Callable[[], datetime],
        at_once: int = AT_ONCE,
        claim_s: float = CLAIM_S,
    ) -> None:
        self._outbox = outbox
        self._send = send
        self._complete = complete
        self._now = now
        self._at_once = at_once
        self._claim_s = claim_s
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="courier")
        self._lock = threading.RLock()
        self._on_the_way: set[Future[None]] = set()

    def round(self) -> int:
        """Set out with what is due, as far as hands are free; waits for nobody.

        Returns:
            How many have set out.
        """
        with self._lock:
            free = self._at_once - len(self._on_the_way)
            taken = self._outbox.claim(free, self._claim_s) if free > 0 else []
            for delivery in taken:
                future = self._pool.submit(self._deliver, delivery)
                self._on_the_way.add(future)
                future.add_done_callback(self._back)
        return len(taken)

    def settle(self) -> None:
        """Wait until nothing is on its way."""
        wait(list(self._on_the_way))

    def close(self) -> None:
        """Set out no more; what is on its way is finished or tried again later."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _back(self, future: Future[None]) -> None:
        with self._lock:
            self._on_the_way.discard(future)

    def _deliver(self, delivery: Delivery) -> None:
        try:
            self._send(self._completed(delivery))
        except AppError as error:
            self._outbox.failed(delivery, error.code)
            log.warning("delivery %s failed: %s", delivery.id, error.code)
        except Exception as error:
            # A bug; its text may hold people's words.
            self._outbox.failed(delivery, "internal_error")
            log.error("bug: %s in delivery %s", type(error).__name__, delivery.id)
        else:
            self._outbox.done(delivery)
            log.info("delivery %s done", delivery.id)

    def _completed(self, delivery: Delivery) -> Delivery:
        if delivery.is_complete:
            return delivery
        try:
            body = self._complete(delivery)
        except AppError:
            if self._now() - delivery.created_at < COMPLETED_WITHIN:
                raise
            log.warning("delivery %s goes out as it is", delivery.id)
            body = delivery.body
        self._outbox.complete(delivery, body)
        return replace(delivery, body=body, is_complete=True)
