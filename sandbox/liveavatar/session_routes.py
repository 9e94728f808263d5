"""LiveAvatar's routes for sessions: `/v1/sessions/*`."""

from __future__ import annotations

from aiohttp import web

from sandbox.keys import bearer
from sandbox.liveavatar.answers import entry, page, success, whole
from sandbox.liveavatar.errors import NotAuthenticated, NotFound, Unprocessable
from sandbox.liveavatar.fields import Fields, read
from sandbox.liveavatar.models import Liveavatar
from sandbox.liveavatar.order import read_order
from sandbox.liveavatar.session import Session

REASONS = (
    *("UNKNOWN", "USER_DISCONNECTED", "SERVER_ERROR", "IDLE_TIMEOUT", "NO_CREDITS"),
    *("USER_CLOSED", "AVATAR_DELETED", "MAX_DURATION_REACHED"),
    *("ZOMBIE_SESSION_REAP", "AGENT_HANG_UP"),
)
"""What a stop may give as its reason. Source: the API description (May 2026)."""


class SessionRoutes:
    """The handlers over one cloud."""

    def __init__(self, cloud: Liveavatar) -> None:
        self._cloud = cloud

    def table(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        return [
            web.post("/v1/sessions/token", self.token),
            web.post("/v1/sessions/start", self.start),
            web.post("/v1/sessions/stop", self.stop),
            web.post("/v1/sessions/keep-alive", self.keep_alive),
            web.get("/v1/sessions", self.list),
            web.get("/v1/sessions/{id}", self.get),
            web.get("/v1/sessions/{id}/transcript", self.transcript),
            web.delete("/v1/sessions/{id}/events", self.erase),
        ]

    async def token(self, request: web.Request) -> web.Response:
        """A session token; nothing it names is looked for yet."""
        key = account(request, self._cloud)
        order = read_order(await read(request))
        session_id, token = self._cloud.tokens.mint(key, order)
        return success({"session_id": session_id, "session_token": token})

    async def start(self, request: web.Request) -> web.Response:
        """Start a session; the body is of no interest, even if broken."""
        token = bearer(request.headers)
        if not token:
            raise NotAuthenticated
        session, ways = await self._cloud.start(token, _socket_origin(request))
        data = {
            "session_id": session.id,
            "max_session_duration": int(session.limit_s),
            **ways,
        }
        return success(data, status=201)

    async def stop(self, request: web.Request) -> web.Response:
        """End a session; harmless as often as one likes."""
        session, body = await self._addressed(request)
        default = "UNKNOWN" if await request.text() else "USER_CLOSED"
        reason = body.choice("reason", REASONS, default)
        body.check()
        if session is not None:
            await session.end(reason)
        return success()

    async def keep_alive(self, request: web.Request) -> web.Response:
        """Start the idle countdown anew; an ended session is not found: a guess."""
        session, _ = await self._addressed(request)
        if session is None or not session.live:
            raise NotFound("Session")
        session.touch()
        return success()

    async def list(self, request: web.Request) -> web.Response:
        """The account's sessions, newest first, a page at a time."""
        key, kind = account(request, self._cloud), request.query.get("type")
        if kind not in ("active", "historic"):
            what = (
                "Input should be 'active' or 'historic'" if kind else "Field required"
            )
            raise Unprocessable([("query.type", what)])
        found = [
            entry(one)
            for one in reversed(self._cloud.sessions(key))
            if one.live == (kind == "active") and _wanted(one, request)
        ]
        return success(page(request, found))

    async def get(self, request: web.Request) -> web.Response:
        """One session."""
        return success(entry(self._own(request)))

    async def transcript(self, request: web.Request) -> web.Response:
        """What was said; `next_timestamp` while more may come."""
        session = self._own(request)
        rows = session.record.rows(
            whole(request, "start_timestamp"), whole(request, "end_timestamp")
        )
        more = rows[-1]["absolute_timestamp"] if session.live and rows else None
        return success(
            {
                "session_active": session.live,
                "next_timestamp": more,
                "transcript_data": rows,
            }
        )

    async def erase(self, request: web.Request) -> web.Response:
        """Forget for good what was said."""
        self._own(request).record.erase()
        return success()

    def _own(self, request: web.Request) -> Session:
        key = account(request, self._cloud)
        return self._cloud.session(key, request.match_info["id"])

    async def _addressed(self, request: web.Request) -> tuple[Session | None, Fields]:
        """The session that a request means: a bearer token decides, else the body."""
        body = await read(request)
        if token := bearer(request.headers):
            return self._cloud.granted(token), body
        key = account(request, self._cloud)
        session_id = body.uuid("session_id", required=True)
        body.check()
        return self._cloud.session(key, session_id), body


def account(request: web.Request, cloud: Liveavatar) -> str:
    """Whose account key the request carries.

    Raises:
        Unauthorized: None, or a refused one.
    """
    return cloud.account(request.headers.get("X-Api-Key", ""))


def _wanted(session: Session, request: web.Request) -> bool:
    held = {
        "avatar_id": session.order.avatar_id,
        "context_id": session.order.context_id,
        "embed_id": "",
    }
    return all(request.query.get(name, held[name]) == held[name] for name in held)


def _socket_origin(request: web.Request) -> str:
    return f"{'wss' if request.secure else 'ws'}://{request.host}"
