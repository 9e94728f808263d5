"""LiveAvatar's envelope, its lists and its entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from sandbox.liveavatar.errors import Unprocessable
from sandbox.liveavatar.session import Session

SUCCESS = 1000
"""The SDK takes anything else for a failure."""


def success(data: Any = None, status: int = 200) -> web.Response:
    """The envelope."""
    body = {"code": SUCCESS, "data": data, "message": "Success"}
    return web.json_response(body, status=status)


def page(request: web.Request, rows: Sequence[Any]) -> dict[str, Any]:
    """The page of a list that a request asks for; its links are a guess.

    Raises:
        Unprocessable: `page` or `page_size` is out of range.
    """
    number = whole(request, "page", 1, low=1) or 1
    size = whole(request, "page_size", 20, low=1, high=100) or 20
    first = (number - 1) * size

    def link(to: int) -> str:
        return str(request.url.update_query(page=to))

    return {
        "count": len(rows),
        "next": link(number + 1) if first + size < len(rows) else None,
        "previous": link(number - 1) if number > 1 else None,
        "results": list(rows[first : first + size]),
    }


def whole(
    request: web.Request,
    name: str,
    default: int | None = None,
    *,
    low: int | None = None,
    high: int | None = None,
) -> int | None:
    """A whole number out of the query.

    Raises:
        Unprocessable: It is something else, or out of range.
    """
    text = request.query.get(name)
    if text is None:
        return default
    try:
        found = int(text)
    except ValueError:
        what = "Input should be a valid integer"
        raise Unprocessable([(f"query.{name}", what)]) from None
    if low is not None and found < low:
        what = f"Input should be greater than or equal to {low}"
        raise Unprocessable([(f"query.{name}", what)])
    if high is not None and found > high:
        what = f"Input should be less than or equal to {high}"
        raise Unprocessable([(f"query.{name}", what)])
    return found


def moment(unix_s: float) -> str:
    """A moment in ISO 8601."""
    return datetime.fromtimestamp(unix_s, UTC).isoformat().replace("+00:00", "Z")


def entry(session: Session) -> dict[str, Any]:
    """A session in lists and by itself."""
    closed_at = session.closed_at
    ended = {
        "end_at": moment(closed_at) if closed_at is not None else None,
        "end_reason": session.end_reason,
    }
    return {
        "id": session.id,
        "created_at": moment(session.created_at),
        "updated_at": moment(session.updated_at),
        "duration": int(session.duration_s),
        "source": "API",
        "mode": session.order.mode,
        "is_sandbox": session.order.is_sandbox,
        "credits_consumed": session.credits,
        **({} if session.live else ended),
    }
