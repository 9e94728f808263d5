"""Give every request an id that the answer and the log share."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id() -> str:
    """The id of the request being served."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        keep = _ACCEPTABLE.fullmatch(given)
        g.request_id = given if keep else uuid.uuid4().hex
    return str(g.request_id)


def init_app(app: Flask) -> None:
    """Put the id on every answer; a caller's own well-formed id is kept."""

    @app.after_request
    def tag(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        return response
