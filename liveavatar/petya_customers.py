"""The customers that Petya knows, remembered for a while."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from errors import Unauthorized, UpstreamError
from liveavatar.customers import Customer, digest, id_of
from liveavatar.petya import PetyaClient
from settings.setting import is_uuid

log = logging.getLogger(__name__)

FRESH_S = 60.0
STALE_S = 3600.0
REMEMBERED = 1000
"""Most customers; whoever was asked for longest ago is forgotten."""


@dataclass(frozen=True)
class Known:
    """A customer, and when Petya said so."""

    customer: Customer
    at_s: float


class PetyaCustomers:
    """A CustomerDirectory that asks Petya, and can do without it for an hour.

    Args:
        petya: Whom to ask.
        clock: Seconds that only grow.
        fresh_s: For so long it is not asked again.
        stale_s: For so long what it said is good enough when it does not answer.
    """

    def __init__(
        self,
        *,
        petya: PetyaClient,
        clock: Callable[[], float],
        fresh_s: float = FRESH_S,
        stale_s: float = STALE_S,
    ) -> None:
        self._petya = petya
        self._clock = clock
        self._fresh_s = fresh_s
        self._stale_s = stale_s
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: str) -> Customer:
        """See CustomerDirectory."""
        name = digest(key)
        known = self._known.get(name)
        age_s = self._clock() - known.at_s if known else 0.0
        if known and age_s < self._fresh_s:
            return known.customer
        try:
            customer = self._asked(key)
        except Unauthorized:
            with self._lock:
                self._known.pop(name, None)
            raise
        except UpstreamError as error:
            if known is None or age_s >= self._stale_s:
                raise
            log.warning(
                "customer %s as of %.0f s ago, since petya: %s",
                known.customer.id,
                age_s,
                error.code,
            )
            return known.customer
        self._remember(name, Known(customer, self._clock()))
        return customer

    def _asked(self, key: str) -> Customer:
        config = self._petya.config(key)
        origins = self._petya.allowed_domains(key)
        customer = id_of(key)
        return Customer(
            id=customer,
            avatar_id=self._uuid(customer, "avatar_id", config),
            voice_id=self._uuid(customer, "voice_id", config),
            context_id=self._uuid(customer, "context_id", config),
            intro=config["intro"],
            origins=origins,
        )

    def _uuid(self, customer: str, name: str, config: Mapping[str, str]) -> str:
        """An id as LiveAvatar takes it; those of its predecessor it knows no more."""
        value = config[name]
        if value and not is_uuid(value):
            log.warning("customer %s: %s at petya is no UUID", customer, name)
            return ""
        return value

    def _remember(self, name: str, known: Known) -> None:
        with self._lock:
            self._known[name] = known
            self._known.move_to_end(name)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
