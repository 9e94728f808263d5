"""What a request to the proxy carries: key, token, and the page it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Response, request

from liveavatar.callers import Given
from liveavatar.seats import Seat
from web import idempotency
from web.auth import bearer
from web.cors import allows
from web.request_id import HEADER

METHODS = "GET, POST, OPTIONS"
READABLE = (HEADER, "Retry-After", idempotency.REPLAYED)
HEADERS = ("Content-Type", "X-Api-Key", "Authorization", HEADER, idempotency.HEADER)


def with_key() -> Given:
    """A customer's key: X-Api-Key, else a bearer's, else Authorization as it is.

    Never one in the address, though the original took it: addresses get into logs.
    """
    key = request.headers.get("X-Api-Key", "") or bearer() or _raw()
    return Given(key=key, origin=_page())


def with_token() -> Given:
    """A session's token, and the key beside it if there is one."""
    key = request.headers.get("X-Api-Key", "")
    return Given(key=key, token=bearer(), origin=_page())


def with_either(seat_of: Callable[[str], Seat | None]) -> Given:
    """A bearer's token where it is a session's, or stands beside a key; else a key.

    Clients send either in the same place, and a key must never be taken for a token:
    it would go on to LiveAvatar.
    """
    key, token = request.headers.get("X-Api-Key", ""), bearer()
    is_token = token and token != key and (key or seat_of(token) is not None)
    return with_token() if is_token else with_key()


class CrossOrigin:
    """Lets pages call with credentials, as LiveAvatar's SDK does.

    The origin is named instead of `*`, which browsers do not take together with
    credentials. This server sets no cookies, so that nothing goes along unseen.

    Args:
        origins: Whose pages may call at all; `*` is everybody's.
    """

    def __init__(self, origins: Sequence[str]) -> None:
        self._origins = origins

    def allow(self, response: Response) -> Response:
        """Say so in an answer's headers."""
        origin = request.headers.get("Origin")
        response.headers.add("Vary", "Origin")
        if origin and allows(origin, self._origins):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
            response.headers["Access-Control-Expose-Headers"] = ", ".join(READABLE)
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = METHODS
                response.headers["Access-Control-Allow-Headers"] = ", ".join(HEADERS)
                response.headers["Access-Control-Max-Age"] = "600"
        return response


def _raw() -> str:
    given = request.headers.get("Authorization", "").strip()
    return "" if " " in given else given


def _page() -> str:
    address = request.headers.get("Origin") or request.headers.get("Referer") or ""
    with suppress(ValueError):
        # Our own page, the widget, is shown within the customer's pages only.
        return "" if urlsplit(address).netloc == request.host else address
    return address
