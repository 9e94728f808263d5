"""A bounded memory of every request the imitated clouds received."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.clock import Clock
from sandbox.keys import mask, masked

CONTROL = "/_sandbox/"
KEPT = 1000
BODY_LIMIT = 20_000
"""Characters of a body that are kept; a longer one is kept as its beginning."""
LEFT = web.RequestKey("left", bool)
"""Set on a request whose reader hung up before a streamed answer was whole."""


class Recorder:
    """Keeps the last KEPT requests, control calls left out, keys masked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def requests(self) -> list[dict[str, Any]]:
        """Every request kept, oldest first.

        `{method, path, query, key, body, status, left, at, took_ms}`: `key` as
        `header: first and last letters` or null, `body` parsed where it is JSON and
        null where it is a form, `status` null for a dropped connection, `left` when
        the reader of a stream hung up, `at` in Unix seconds, `took_ms` null while it
        is being answered.
        """
        return list(self._seen)

    def clear(self) -> None:
        """Forget them all."""
        self._seen.clear()

    @web.middleware
    async def middleware(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Write the request down, then its status once it is known."""
        if request.path.startswith(CONTROL):
            return await handler(request)
        entry: dict[str, Any] = {
            "method": request.method,
            "path": request.path,
            "query": _query(request),
            "key": masked(request.headers),
            "body": None,
            "status": None,
            "left": False,
            "at": self._clock.now(),
            "took_ms": None,
        }
        self._seen.append(entry)
        try:
            # Whoever hangs up before the body is there has been seen too.
            if not request.content_type.startswith("multipart/"):
                entry["body"] = _body(await request.text())
            response = await handler(request)
            entry["status"] = response.status
            return response
        except web.HTTPException as error:
            entry["status"] = error.status
            raise
        finally:
            entry["left"] = request.get(LEFT, False)
            entry["took_ms"] = round((self._clock.now() - entry["at"]) * 1000, 1)


def _query(request: web.Request) -> dict[str, str]:
    # Sockets carry their credentials here: a browser cannot give them headers.
    return {
        name: mask(values[-1]) if name.endswith("_token") else values[-1]
        for name in request.query
        if (values := request.query.getall(name))
    }


def _body(text: str) -> Any:
    if not text:
        return None
    if len(text) > BODY_LIMIT:
        return text[:BODY_LIMIT]
    try:
        return json.loads(text)
    except ValueError:
        return text
