"""What Petya's routes share: whose key it is, and how they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web

from sandbox.keys import bearer
from sandbox.petya.bodies import BadBody

T = TypeVar("T")


class Refused(Exception):
    """A call that is not done.

    Args:
        status: The HTTP status.
        message: Why, in a sentence.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@web.middleware
async def refusals(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer what was refused in Petya's envelope; its form is our choice."""
    try:
        response: web.StreamResponse = await handler(request)
    except Refused as refused:
        body = {"success": False, "message": refused.message}
        return web.json_response(body, status=refused.status)
    return response


def key_of(request: web.Request) -> str:
    """A customer's key, as the proxy and as the plugin send it."""
    return request.headers.get("X-Api-Key", "") or bearer(request.headers)


async def read_body(request: web.Request, read: Callable[[Any], T]) -> T:
    """The request's JSON, read by one of `bodies`.

    Raises:
        Refused: It does not fit.
    """
    try:
        return read(json.loads(await request.text()))
    except BadBody as error:
        raise Refused(400, str(error)) from None
    except ValueError:
        raise Refused(400, "the body is not JSON") from None
