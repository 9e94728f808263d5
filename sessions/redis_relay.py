"""Wake-ups between processes by Redis; without it everybody looks into the ledger."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from sessions.broadcast import Heard

log = logging.getLogger(__name__)

CHANNEL = "persona-live:events"
PATIENCE_S = 0.5
AGAIN_AFTER_S = 2.0
LOST = (redis.RedisError, OSError)


class RedisRelay:
    """One channel for all sessions; a message is a session's id and a number.

    Args:
        url: Where Redis is.
        clock: Seconds that only grow.
    """

    def __init__(self, *, url: str, clock: Callable[[], float]) -> None:
        # Parts of it are published without types.
        self._client: Any = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._clock = clock
        self._subscription: Any = None
        self._silent_until = 0.0
        self._deaf_until = 0.0
        self._reported = False

    @property
    def up(self) -> bool:
        """Whether the other processes can be heard."""
        return self._subscription is not None

    def publish(self, session_id: str, seq: int) -> None:
        """Tell the other processes; when Redis is lost they find out by themselves."""
        if self._clock() < self._silent_until:
            return
        try:
            self._client.publish(CHANNEL, f"{session_id} {seq}")
        except LOST as error:
            # Whoever appends must not wait for Redis again and again.
            self._silent_until = self._clock() + AGAIN_AFTER_S
            self._report(error)

    def hear(self, within_s: float) -> Sequence[Heard]:
        """What the others told; joins them first, now and again, when that is due."""
        if self._subscription is None and not self._join():
            return ()
        try:
            heard = [self._next(within_s)]
            while heard[-1] is not None:
                heard.append(self._next(0.0))
        except LOST as error:
            self._deaf_until = self._clock() + AGAIN_AFTER_S
            self._report(error)
            self.rest()
            return ()
        return [one for one in heard if one]

    def rest(self) -> None:
        """Leave the others until somebody listens again."""
        subscription, self._subscription = self._subscription, None
        if subscription is not None:
            subscription.close()

    def _join(self) -> bool:
        if self._clock() < self._deaf_until:
            return False
        subscription = self._client.pubsub()
        try:
            subscription.subscribe(CHANNEL)
            # Confirmed: what is published from here on will be heard.
            subscription.get_message(timeout=PATIENCE_S)
        except LOST as error:
            subscription.close()
            self._deaf_until = self._clock() + AGAIN_AFTER_S
            self._report(error)
            return False
        self._subscription = subscription
        if self._reported:
            log.warning("Redis is back")
            self._reported = False
        return True

    def _next(self, within_s: float) -> Heard | tuple[()] | None:
        """The next wake-up; None when there is none, empty for what is not one."""
        message = self._subscription.get_message(timeout=within_s)
        if message is None:
            return None
        session_id, _, seq = str(message["data"]).partition(" ")
        return (session_id, int(seq)) if seq.isdecimal() else ()

    def _report(self, error: Exception) -> None:
        if not self._reported:
            self._reported = True
            log.warning(
                "Redis is lost (%s); event streams look into the ledger instead",
                type(error).__name__,
            )
