"""`/_sandbox/`: health, reset, time, faults and what was seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPMethod
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.control.bodies import (
    BadControl,
    amount,
    changed,
    known,
    read_object,
    texts,
)
from sandbox.control.clouds import cloud_routes
from sandbox.control.ledger import liveavatar_line, session_line
from sandbox.faults import Fault
from sandbox.heygen.tasks import Tasks
from sandbox.options import Pace
from sandbox.world import World


def control_app(world: World) -> web.Application:
    """The control routes over one sandbox."""
    control = _Control(world)
    app = web.Application(middlewares=[_refusals])
    app.add_routes(
        [
            web.get("/health", control.health),
            web.post("/reset", control.reset),
            web.get("/clock", control.clock),
            web.post("/clock", control.advance),
            web.get("/faults", control.faults),
            web.post("/faults", control.order_fault),
            web.delete("/faults", control.clear_faults),
            web.get("/requests", control.requests),
            web.delete("/requests", control.clear_requests),
            web.get("/sessions", control.sessions),
            web.get("/transcript", control.transcript),
            web.get("/hearing", control.hearing),
            web.post("/hearing", control.set_hearing),
            web.get("/limits", control.limits),
            web.post("/limits", control.set_limits),
            web.get("/model", control.model),
            web.post("/model", control.set_model),
            web.post("/seed", control.set_seed),
            *cloud_routes(world),
        ]
    )
    return app


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except BadControl as error:
        return web.json_response({"error": str(error)}, status=400)


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def reset(self, _request: web.Request) -> web.Response:
        await self._world.reset()
        return web.json_response({"status": "ok"})

    async def clock(self, _request: web.Request) -> web.Response:
        return web.json_response(self._time())

    async def advance(self, request: web.Request) -> web.Response:
        seconds = amount(await read_object(request), "advance_s")
        await self._world.clock.advance(seconds)
        return web.json_response(self._time())

    def _time(self) -> dict[str, float]:
        clock = self._world.clock
        return {"now": clock.now(), "offset_s": clock.offset_s}

    async def faults(self, _request: web.Request) -> web.Response:
        return web.json_response({"faults": self._world.faults.pending()})

    async def order_fault(self, request: web.Request) -> web.Response:
        self._world.faults.add(_fault(await read_object(request)))
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._world.faults.clear()
        return await self.faults(request)

    async def requests(self, _request: web.Request) -> web.Response:
        return web.json_response({"requests": self._world.recorder.requests()})

    async def clear_requests(self, request: web.Request) -> web.Response:
        self._world.recorder.clear()
        return await self.requests(request)

    async def sessions(self, _request: web.Request) -> web.Response:
        world = self._world
        sessions = [session_line(one) for one in world.heygen.sessions()]
        sessions += [liveavatar_line(one) for one in world.liveavatar.sessions()]
        sessions.sort(key=lambda line: line["created_at"])
        return web.json_response({"sessions": sessions})

    async def transcript(self, _request: web.Request) -> web.Response:
        tasks = [task.entry() for tasks in self._tasks() for task in tasks.all()]
        tasks.sort(key=lambda entry: entry["asked_at"])
        return web.json_response({"transcript": tasks})

    def _tasks(self) -> Iterator[Tasks]:
        yield from (one.tasks for one in self._world.heygen.sessions())
        yield from (one.tasks for one in self._world.liveavatar.sessions())

    async def hearing(self, _request: web.Request) -> web.Response:
        hearing = self._world.hearing
        return web.json_response(
            {
                "engine": hearing.engine,
                "transcripts": [*hearing.transcripts],
                "phrases": [*hearing.phrases],
                "heard": [*hearing.heard],
            }
        )

    async def set_hearing(self, request: web.Request) -> web.Response:
        hearing, body = self._world.hearing, await read_object(request)
        transcripts = texts({"transcripts": [], **body}, "transcripts")
        try:
            if "phrases" in body:
                await hearing.expect(texts(body, "phrases"))
        except ValueError as error:
            raise BadControl(str(error)) from None
        hearing.transcripts.extend(transcripts)
        return await self.hearing(request)

    async def limits(self, _request: web.Request) -> web.Response:
        return web.json_response(asdict(self._world.heygen.limits))

    async def set_limits(self, request: web.Request) -> web.Response:
        cloud = self._world.heygen
        cloud.limits = changed(cloud.limits, await read_object(request))
        return await self.limits(request)

    async def model(self, _request: web.Request) -> web.Response:
        model = self._world.model
        rest = {"seed": model.seed, "say": list(model.script)}
        return web.json_response({**asdict(model.pace), **rest})

    async def set_model(self, request: web.Request) -> web.Response:
        model = self._world.model
        body = known(Pace, await read_object(request), "say")
        script = texts(body, "say") if "say" in body else model.script
        body.pop("say", None)
        model.pace = changed(model.pace, body)
        model.script = deque(script)
        return await self.model(request)

    async def set_seed(self, request: web.Request) -> web.Response:
        seed = amount(await read_object(request), "seed")
        self._world.model.seed = int(seed)
        return await self.model(request)


def _fault(body: dict[str, Any]) -> Fault:
    if not isinstance(body.get("path"), str):
        raise BadControl("path must be a text such as /heygen/v1/streaming.task")
    if body.get("drop") not in (None, "before", "after"):
        raise BadControl("drop must be before or after")
    if body.get("method") not in (None, *HTTPMethod):
        raise BadControl("method must be a method such as POST")
    status = body.get("status")
    if status is not None and not (isinstance(status, int) and 200 <= status <= 599):
        raise BadControl("status must be between 200 and 599")
    if body.get("times", 1) is not None:
        amount({"times": 1, **body}, "times")
    amount({"delay_s": 0, **body}, "delay_s")
    amount({"late_s": 0, **body}, "late_s")
    amount({"stall_s": 0, **body}, "stall_s")
    return Fault(**known(Fault, body))
