"""The one customer of a server that knows none: whoever may use it at all."""

from __future__ import annotations

from errors import Unauthorized
from liveavatar.callers import NO_KEY
from liveavatar.customers import Customer, id_of
from web.auth import Keys

HOUSE = Customer(id=id_of(""))


class OpenDoor:
    """A CustomerDirectory for servers without customers.

    Args:
        keys: The API keys of this server; where there are none, everybody may.
    """

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    @property
    def everybody(self) -> Customer | None:
        """Whoever brings no key; None where one is asked for."""
        return None if self._keys else HOUSE

    def find(self, key: str) -> Customer:
        """See CustomerDirectory; a key that is asked for is one of the server's own."""
        if self._keys and not self._keys.knows(key):
            raise Unauthorized(NO_KEY)
        return HOUSE
