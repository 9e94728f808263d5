"""HeyGen's v1 routes for sessions: `/v1/streaming.*`."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.heygen.errors import PeerFailed
from sandbox.heygen.models import Caller, Heygen
from sandbox.heygen.ordering import read_order
from sandbox.heygen.schemas import Body, read, read_task
from sandbox.heygen.session import Session
from sandbox.keys import bearer

WAYS = (
    *("sdp", "ice_servers", "ice_servers2"),
    *("url", "access_token", "livekit_agent_token", "realtime_endpoint"),
)
"""How a viewer reaches its session: members of `streaming.new`'s answer."""


def success(data: Any = None) -> web.Response:
    """The envelope of the `streaming.*` family."""
    return web.json_response({"code": 100, "message": "success", "data": data})


class SessionRoutes:
    """The handlers over one cloud."""

    def __init__(self, cloud: Heygen) -> None:
        self._cloud = cloud

    def table(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        return [
            web.post("/v1/streaming.create_token", self.create_token),
            web.post("/v1/streaming.new", self.new),
            web.post("/v1/streaming.start", self.start),
            web.post("/v1/streaming.ice", self.ice),
            web.post("/v1/streaming.task", self.task),
            web.post("/v1/streaming.interrupt", self.interrupt),
            web.post("/v1/streaming.start_listening", self.start_listening),
            web.post("/v1/streaming.stop_listening", self.stop_listening),
            web.post("/v1/streaming.keep_alive", self.keep_alive),
            web.post("/v1/streaming.stop", self.stop),
            web.get("/v1/streaming.list", self.list_live),
        ]

    async def create_token(self, request: web.Request) -> web.Response:
        """A token for one session; the body is of no interest, even if broken."""
        caller = self._cloud.caller(request.headers.get("X-Api-Key", ""), "")
        token = self._cloud.tokens.create(caller.key)
        return web.json_response({"error": None, "data": {"token": token}})

    async def new(self, request: web.Request) -> web.Response:
        """Open a session; the members of the other version are null."""
        caller, body = await self._read(request)
        order, origin = read_order(body), _socket_origin(request)
        session, ways = await self._cloud.new(caller, order, origin)
        return success(
            {
                "session_id": session.id,
                **dict.fromkeys(WAYS),
                **ways,
                "is_paid": False,
                "session_duration_limit": int(self._cloud.limits.session_limit_s),
            }
        )

    async def start(self, request: web.Request) -> web.Response:
        """Take the answer; in a room there is none."""
        session, body = await self._session(request)
        answer = {} if session.order.in_room else body.required("sdp")
        if not isinstance(answer, dict):
            raise PeerFailed
        await session.start(answer)
        return success()

    async def ice(self, request: web.Request) -> web.Response:
        """Take a candidate; an empty one ends them."""
        session, body = await self._session(request)
        await session.add_candidate(body.candidate())
        return success()

    async def task(self, request: web.Request) -> web.Response:
        """Speak; the answer comes once the length is known, in either task mode."""
        session, body = await self._session(request)
        task = await session.speak(read_task(body))
        return success({"task_id": task.id, "duration_ms": task.duration_ms or 0.0})

    async def interrupt(self, request: web.Request) -> web.Response:
        """Fall silent."""
        session, _ = await self._session(request)
        session.interrupt()
        return success()

    async def start_listening(self, request: web.Request) -> web.Response:
        """Show attention."""
        session, _ = await self._session(request)
        session.listen(True)
        return success()

    async def stop_listening(self, request: web.Request) -> web.Response:
        """Stop showing it."""
        session, _ = await self._session(request)
        session.listen(False)
        return success()

    async def keep_alive(self, request: web.Request) -> web.Response:
        """Start the idle countdown anew."""
        session, _ = await self._session(request)
        session.keep_alive()
        return success()

    async def stop(self, request: web.Request) -> web.Response:
        """End the session."""
        session, _ = await self._session(request)
        await self._cloud.stop(session)
        return success()

    async def list_live(self, request: web.Request) -> web.Response:
        """The account's live sessions."""
        sessions = self._cloud.live(caller_of(request, self._cloud).key)
        return success({"sessions": [_line(session) for session in sessions]})

    async def _read(self, request: web.Request) -> tuple[Caller, Body]:
        caller = caller_of(request, self._cloud)
        return caller, await read(request)

    async def _session(self, request: web.Request) -> tuple[Session, Body]:
        caller, body = await self._read(request)
        body.required("session_id")
        return self._cloud.session(caller, body.text("session_id")), body


def caller_of(request: web.Request, cloud: Heygen) -> Caller:
    """Who sent the request, by key or by session token."""
    return cloud.caller(request.headers.get("X-Api-Key", ""), bearer(request.headers))


def _line(session: Session) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "status": session.state,
        "created_at": int(session.created_at),
        "api_key_type": "regular",
    }


def _socket_origin(request: web.Request) -> str:
    return f"{'wss' if request.secure else 'ws'}://{request.host}"
