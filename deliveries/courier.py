"""Delivers what is due: several conversations at once, each in its own order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from deliveries.claims import Claims
from deliveries.model import Body, Delivery
from errors import AppError

log = logging.getLogger(__name__)

AT_ONCE = 8


class Courier:
    """Sends deliveries in threads of its own, for as long as any is due.

    Args:
        claims: Whose turn it is, and what became of it.
        send: Sends one; what it raises means that it may not have arrived.
        complete: Gives the body that is all there is to say; asked before a delivery's
            first send, and again while it fails, for up to ten minutes.
        at_once: How many are sent at the same time, each of another conversation.
    """

    def __init__(
        self,
        *,
        claims: Claims,
        send: Callable[[Delivery], object],
        complete: Callable[[Delivery], Body] = lambda delivery: delivery.body,
        at_once: int = AT_ONCE,
    ) -> None:
        self._claims = claims
        self._send = send
        self._complete = complete
        self._at_once = at_once
        self._is_over = False
        self._workers = 0
        self._held: dict[str, Delivery] = {}
        self._taking = threading.Lock()
        self._changed = threading.Condition()

    def round(self) -> None:
        """Begin to send what is due, and wait for nothing that is being sent."""
        self.keep()
        with self._changed:
            free = 0 if self._is_over else self._at_once - self._workers
        for _ in self._claims.due(free) if free else ():
            thread = threading.Thread(target=self._work, name="courier", daemon=True)
            with self._changed:
                thread.start()
                self._workers += 1

    def keep(self) -> None:
        """Let nobody else send what is being sent here; to be called every few seconds.

        It needs no right to send anything new.
        """
        with self._changed:
            held = [*self._held.values()]
        self._claims.renew(held)

    def wait(self, within_s: float) -> bool:
        """Wait until nothing is being sent; False if that lasts longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._workers, within_s)

    def end(self, within_s: float) -> bool:
        """Begin nothing more, for good, and `wait`."""
        with self._changed:
            self._is_over = True
        return self.wait(within_s)

    def _work(self) -> None:
        try:
            while (delivery := self._take()) is not None:
                self._deliver(delivery)
        except Exception as error:
            # The ledger cannot be used: claims run out, so nothing is lost. The text
            # may hold values of rows.
            log.error("deliveries cannot be kept track of: %s", type(error).__name__)
        finally:
            with self._changed:
                self._workers -= 1
                self._changed.notify_all()

    def _take(self) -> Delivery | None:
        with self._taking:  # else all would reach for the same one
            return None if self._is_over else self._claims.take()

    def _deliver(self, delivery: Delivery) -> None:
        claim = str(delivery.claim)
        with self._changed:
            self._held[claim] = delivery
        try:
            ready = self._completed(delivery)
            if ready is not None:
                self._hand_over(ready)
        finally:
            with self._changed:
                del self._held[claim]

    def _completed(self, delivery: Delivery) -> Delivery | None:
        if delivery.completed:
            return delivery
        try:
            body = self._complete(delivery)
        except Exception as error:
            if self._claims.put_off(delivery, _code(error)):
                return None
            log.warning("delivery %s goes as it is: %s", delivery.id, _code(error))
            body = delivery.body
        return self._claims.complete(delivery, body)

    def _hand_over(self, delivery: Delivery) -> None:
        try:
            self._send(delivery)
        except Exception as error:
            hint = error.retry_after_s if isinstance(error, AppError) else None
            code = _code(error)
            if self._claims.failed(delivery, code, retry_after_s=hint):
                log.error("delivery %s is given up: %s", delivery.id, code)
        else:
            self._claims.done(delivery)


def _code(error: Exception) -> str:
    if isinstance(error, AppError):
        return error.code
    # A mistake of ours: it is tried again like everything else, but it is told.
    log.error("a delivery failed by a %s", type(error).__name__)
    return AppError.code
