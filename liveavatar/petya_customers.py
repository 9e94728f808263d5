"""Customers as Petya knows them, remembered for a while."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from errors import Unauthorized, UpstreamError
from liveavatar.customers import Customer, as_uuid, digest, host_of, id_of_digest

log = logging.getLogger(__name__)

FRESH_S = 60.0
STALE_S = 3600.0
AGAIN_S = 5.0
KEPT = 10_000
"""Most customers remembered; the one longest unused is forgotten first."""
IDS = ("avatar_id", "voice_id", "context_id")


class Source(Protocol):
    """What is asked of Petya."""

    def config(self, key: str) -> Mapping[str, str]:
        """What a customer's avatar is like."""
        ...

    def allowed_domains(self, key: str) -> Sequence[str]:
        """Where a customer's widget may be."""
        ...


@dataclass(frozen=True)
class Known:
    """A customer, and until when.

    Attributes:
        customer: As Petya told it last.
        told_at: When that was.
        ask_at: From when on Petya is asked again.
    """

    customer: Customer
    told_at: float
    ask_at: float


class PetyaCustomers:
    """The customers that Petya knows. Safe to share between threads.

    What Petya told is good for `fresh_s`. Then one caller asks again, and whoever
    comes meanwhile is given what is known, or, where nothing is, waits for the same
    answer. While Petya fails, what it told last is good until `stale_s`, and it is
    asked no more often than every `again_s`, so that a hanging Petya holds up few.
    Keys it does not know are never remembered, and forgotten where they were.

    Args:
        petya: Whom to ask.
        clock: Seconds that only grow.
        fresh_s: Seconds for which an answer is good without asking.
        stale_s: Seconds for which it is good while Petya fails.
        again_s: Seconds until it is asked again after a failure.
        kept: Most customers remembered.
    """

    def __init__(
        self,
        *,
        petya: Source,
        clock: Callable[[], float],
        fresh_s: float = FRESH_S,
        stale_s: float = STALE_S,
        again_s: float = AGAIN_S,
        kept: int = KEPT,
    ) -> None:
        self._petya = petya
        self._clock = clock
        self._fresh_s = fresh_s
        self._stale_s = stale_s
        self._again_s = again_s
        self._most = kept
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._asking: dict[str, Future[Customer]] = {}
        self._lock = Lock()

    def find(self, key: str) -> Customer:
        """The customer of a key.

        Raises:
            Unauthorized: Petya does not know it.
            UpstreamError: Petya fails, and has told nothing of it in the last hour.
        """
        hashed = digest(key)
        now = self._clock()
        with self._lock:
            known = self._still_known(hashed, now)
            asking = self._asking.get(hashed)
            if known and (now < known.ask_at or asking):
                return known.customer
            mine: Future[Customer] = Future()
            if not asking:
                self._asking[hashed] = mine
        if asking:
            return asking.result()
        try:
            customer = self._ask(key, hashed)
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(customer)
            return customer
        finally:
            with self._lock:
                del self._asking[hashed]

    def _still_known(self, hashed: str, now: float) -> Known | None:
        known = self._known.get(hashed)
        if known is None or now - known.told_at >= self._stale_s:
            return None
        self._known.move_to_end(hashed)
        return known

    def _ask(self, key: str, hashed: str) -> Customer:
        try:
            told = self._petya.config(key)
            domains = self._petya.allowed_domains(key)
        except Unauthorized:
            with self._lock:
                self._known.pop(hashed, None)
            raise
        except UpstreamError as error:
            return self._in_spite_of(error, hashed)
        customer = _customer(id_of_digest(hashed), told, domains)
        now = self._clock()
        with self._lock:
            before = self._known.get(hashed)
            self._known[hashed] = Known(customer, now, now + self._fresh_s)
            self._known.move_to_end(hashed)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        if before is None or before.customer != customer:
            _complain(customer, told)
        return customer

    def _in_spite_of(self, error: UpstreamError, hashed: str) -> Customer:
        now = self._clock()
        with self._lock:
            known = self._still_known(hashed, now)
            if known is None:
                raise error
            self._known[hashed] = replace(known, ask_at=now + self._again_s)
        log.warning("petya: %s; customer %s as before", error.code, known.customer.id)
        return known.customer


def _customer(
    known_as: str, told: Mapping[str, str], domains: Sequence[str]
) -> Customer:
    return Customer(
        id=known_as,
        avatar_id=as_uuid(told["avatar_id"]),
        voice_id=as_uuid(told["voice_id"]),
        context_id=as_uuid(told["context_id"]),
        intro=told["intro"].strip(),
        # What is no host stays: it lets nobody in, where none would let in everybody.
        origins=tuple(host_of(one) or one for one in domains if one.strip()),
    )


def _complain(customer: Customer, told: Mapping[str, str]) -> None:
    for name in IDS:
        # HeyGen's names among them, which LiveAvatar does not know.
        if told[name] and not as_uuid(told[name]):
            log.warning("customer %s: %s is no UUID, left out", customer.id, name)
