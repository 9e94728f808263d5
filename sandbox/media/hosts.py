"""Which of the machine's addresses a session offers its viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

import aioice.ice

HostAddresses = Sequence[str] | Literal["auto"]

LOOPBACK: Sequence[str] = ("127.0.0.1",)
"""Private to this machine; every Chromium accepts it."""

_offered: ContextVar[HostAddresses | None] = ContextVar("offered", default=None)
_own_addresses = aioice.ice.get_host_addresses


def _host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    offered = _offered.get()
    if offered is None:
        return _own_addresses(use_ipv4, use_ipv6)
    if offered == "auto":
        # Firefox refuses the loopback; a machine without a network has nothing else.
        return [*LOOPBACK, *_own_addresses(use_ipv4=True, use_ipv6=False)]
    return list(offered)


# aioice leaves 127.0.0.1 out and has no setting for it.
aioice.ice.get_host_addresses = _host_addresses


@contextmanager
def offering(addresses: HostAddresses) -> Iterator[None]:
    """Within it, connections gather candidates on these addresses only."""
    token = _offered.set(addresses)
    try:
        yield
    finally:
        _offered.reset(token)
