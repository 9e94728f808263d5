"""The viewer's ICE candidates: kept while early, passed on once they can be used."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from typing import Any

from aiortc import RTCIceCandidate
from aiortc.sdp import candidate_from_sdp

_PREFIX = "candidate:"
_MOST_KEPT = 100


class BadCandidate(ValueError):
    """The ICE candidate cannot be used."""


class Candidates:
    """The candidates of one connection; they may come before the answer does.

    Args:
        pass_on: Gives one to the connection.
    """

    def __init__(self, pass_on: Callable[[RTCIceCandidate], Awaitable[None]]) -> None:
        self._pass_on = pass_on
        self._early: list[RTCIceCandidate] | None = []

    async def add(self, candidate: Mapping[str, Any] | None) -> None:
        """Take one, as the browser made it; None and "" end them.

        Raises:
            BadCandidate: It cannot be read, or there are too many.
        """
        parsed = parse_candidate(candidate)
        if parsed is None or parsed.ip.endswith(".local"):
            # A name would be looked up by multicast, off this machine; after an end
            # aioice would no longer wait for the viewer's checks, which reveal its
            # address anyway.
            return
        if self._early is None:
            await self._pass_on(parsed)
        elif len(self._early) < _MOST_KEPT:
            self._early.append(parsed)
        else:
            raise BadCandidate("too many candidates before the answer")

    async def release(self) -> None:
        """The answer is here: pass on what came early."""
        early, self._early = self._early or [], None
        for candidate in early:
            await self._pass_on(candidate)


def parse_candidate(candidate: Mapping[str, Any] | None) -> RTCIceCandidate | None:
    """Read `RTCIceCandidate.toJSON()`; None where it says that there are no more.

    Raises:
        BadCandidate: It cannot be read.
    """
    if candidate is None:
        return None
    line = candidate.get("candidate")
    if line in ("", None) and "candidate" in candidate:
        return None
    mid, index = candidate.get("sdpMid"), candidate.get("sdpMLineIndex")
    if not isinstance(line, str) or (mid is None and index is None):
        raise BadCandidate("a candidate text with sdpMid or sdpMLineIndex is expected")
    try:
        parsed = candidate_from_sdp(line.removeprefix(_PREFIX))
        if not parsed.ip.endswith(".local"):
            ip_address(parsed.ip)
    except (AssertionError, ValueError) as error:
        raise BadCandidate("the candidate text cannot be read") from error
    parsed.sdpMid = str(mid) if mid is not None else None
    parsed.sdpMLineIndex = index if isinstance(index, int) else None
    return parsed
