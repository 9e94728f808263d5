"""Failures on order: a route, how often, and what goes wrong there."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.recorder import CONTROL

GARBLED = b'{"code": 100, "message": "success", "data": {"session_id": '


@dataclass(kw_only=True)
class Fault:
    """One failure on order. Without any of the last nine it changes nothing.

    Args:
        path: Path to match, with `*` for anything: `/heygen/v1/streaming.task`.
        method: Method to match; null for any but the browser's OPTIONS.
        times: How many requests it hits; null for all until it is taken back.
        status: Answer with this status instead of handling the request.
        body: The answer's body: text as it is, anything else as JSON.
        headers: Headers of that answer, such as `Retry-After`.
        delay_s: Wait so many real seconds first.
        late_s: Handle it, then keep the answer back for so many real seconds.
        drop: Cut the connection `before` or `after` the request was handled.
        cut: Handle it, then send half of the answer and cut the connection.
        garble: Handle it, then answer with broken JSON.
        stall_s: Send half of a stream, then only comments for so many real seconds.
        error: Send half of a stream, then this as its error, and end it.
    """

    path: str
    method: str | None = None
    times: int | None = 1
    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    late_s: float = 0.0
    drop: str | None = None
    cut: bool = False
    garble: bool = False
    stall_s: float = 0.0
    error: Any = None

    def hits(self, request: web.Request) -> bool:
        """Whether this request is its next victim."""
        if self.method is None:
            fits = request.method != "OPTIONS"
        else:
            fits = request.method == self.method.upper()
        return fits and self.times != 0 and fnmatchcase(request.path, self.path)


FAULT = web.RequestKey("fault", Fault)
"""Set on a request that a fault hits, for handlers that stream their answer."""


class Faults:
    """The failures on order, first match first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._over = asyncio.Event()

    def add(self, fault: Fault) -> None:
        """Order a failure."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Take every order back."""
        self._faults.clear()

    def reset(self) -> None:
        """Take every order back, and hang up on every request that waits in one.

        Else it would be handled in the middle of what comes next.
        """
        self.clear()
        self._over.set()
        self._over = asyncio.Event()

    def pending(self) -> list[dict[str, Any]]:
        """What is still on order, as it was given, `times` counted down."""
        return [asdict(fault) for fault in self._faults if fault.times != 0]

    def take(self, request: web.Request) -> Fault | None:
        """The fault that this request hits, counted down."""
        for fault in self._faults:
            if fault.hits(request):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    @web.middleware
    async def middleware(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Let the request fail where that was ordered."""
        fault = None
        if not request.path.startswith(CONTROL):
            fault = self.take(request)
        if fault is None:
            return await handler(request)
        if await self._outlived(fault.delay_s) or fault.drop == "before":
            return _hang_up(request)
        request[FAULT] = fault
        made_up = fault.status is not None
        response = _answer(fault) if made_up else await handler(request)
        if not isinstance(response, web.Response):
            return response  # a stream; it has seen to its fault itself
        await asyncio.sleep(fault.late_s)
        if fault.drop == "after":
            return _hang_up(request)
        if fault.garble:
            return web.Response(body=GARBLED, content_type="application/json")
        if fault.cut:
            return await _half(request, response)
        return response

    async def _outlived(self, seconds: float) -> bool:
        """Let time pass; whether a reset came meanwhile."""
        over = self._over
        if seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), seconds)
        return over.is_set()


def _answer(fault: Fault) -> web.Response:
    text, kind = fault.body, "text/plain"
    if not isinstance(text, str):
        text = json.dumps(_default_body(fault) if text is None else text)
        kind = "application/json"
    headers = {"Content-Type": kind, **fault.headers}
    return web.Response(status=fault.status or 500, text=text, headers=headers)


def _default_body(fault: Fault) -> dict[str, Any]:
    return {"code": fault.status, "message": HTTPStatus(fault.status or 500).phrase}


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    body = whole.body if isinstance(whole.body, bytes) else b""
    headers = {"Content-Length": str(len(body)), "Content-Type": whole.content_type}
    half = web.StreamResponse(status=whole.status, headers=headers)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
