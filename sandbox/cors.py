"""Open to every browser page, errors included, as the imitated clouds are."""

from __future__ import annotations

import json
import logging

from aiohttp import web
from aiohttp.typedefs import Handler

log = logging.getLogger(__name__)

ALLOWED_HEADERS = "authorization, content-type, x-api-key"


WITH_CREDENTIALS = "/liveavatar/"
"""Where LiveAvatar's web SDK calls: with credentials, for which `*` will not do."""


async def allow_any_origin(request: web.Request, response: web.StreamResponse) -> None:
    """Let any page read this answer; runs before every answer is sent."""
    origin = request.headers.get("Origin")
    if origin is None or not request.path.startswith(WITH_CREDENTIALS):
        response.headers["Access-Control-Allow-Origin"] = "*"
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Credentials"] = "true"
    response.headers["Vary"] = "Origin"


@web.middleware
async def preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a browser's question before its request."""
    if request.method != "OPTIONS":
        return await handler(request)
    asked = request.headers.get("Access-Control-Request-Headers", ALLOWED_HEADERS)
    headers = {
        "Access-Control-Allow-Methods": "GET, POST, PATCH, DELETE, OPTIONS",
        "Access-Control-Allow-Headers": asked,
        "Access-Control-Max-Age": "600",
    }
    return web.Response(status=204, headers=headers)


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever no cloud answered itself becomes `{"detail": sentence}`."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return _detail(error.status, error.reason, headers)
    except ConnectionResetError:
        raise  # the caller is gone in the midst of its request, which is no failure
    except Exception:
        log.exception("the sandbox failed at %s %s", request.method, request.path)
        return _detail(500, "The sandbox itself failed; its log says why.", {})


def _detail(status: int, detail: str, headers: dict[str, str]) -> web.Response:
    return web.Response(
        status=status,
        text=json.dumps({"detail": detail}),
        content_type="application/json",
        headers=headers,
    )
