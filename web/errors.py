"""Answer every error with the persona face's envelope; other faces bring their own."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from errors import AppError, UpstreamError
from web.request_id import request_id

log = logging.getLogger(__name__)

A_DAY_S = 86400
SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not answer to that method.",
    413: "The request body is too large.",
    500: "Something went wrong on our side.",
}


def envelope(message: str, *, error: str, code: str, **more: Any) -> dict[str, Any]:
    """The error body of the persona and openai faces; see `ErrorSchema`."""
    body = {"success": False, "message": message, "error": error, "code": code}
    return {**body, "request_id": request_id(), **more}


def note(error: AppError) -> None:
    """Log what the owner of this server should know of."""
    if isinstance(error, UpstreamError):
        log.warning(
            "%s: %s failed us (status %s, code %s), request %s",
            error.code,
            error.upstream,
            error.upstream_status,
            error.upstream_code,
            request_id(),
        )
    elif error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s: %s, request %s", error.code, error.detail, request_id())


def from_app_error(error: AppError) -> ResponseReturnValue:
    """Answer an error of our own tree."""
    note(error)
    more = {"fields": error.fields} if error.fields else {}
    body = envelope(error.message, error=error.detail, code=error.code, **more)
    return with_wait(jsonify(body), error), error.status


def with_wait(response: Response, error: AppError) -> Response:
    """Say when to try again, where that is known."""
    if error.retry_after_s is not None:
        wait_s = min(max(1, error.retry_after_s), A_DAY_S)
        response.headers["Retry-After"] = str(round(wait_s))
    return response


def from_http(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask and werkzeug refuse by themselves."""
    status = error.code or 500
    name = HTTPStatus(status).phrase
    body = envelope(
        SENTENCES.get(status, f"{name}."),
        error=f"{status} {name}",
        code=_word(status, name),
    )
    response = jsonify(body)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = error.get_response().headers.get("Allow", "")
    return response, status


def _word(status: int, name: str) -> str:
    """The tree's own code for a status it has, else the phrase in snake case."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return AppError.code
    for kind in AppError.__subclasses__():
        if kind.status == status:
            return kind.code
    return name.lower().replace(" ", "_").replace("-", "_")


def note_bug(error: Exception) -> None:
    """Log a mistake of ours: where it happened, and the id that the caller has.

    The exception's own text is left out: it may quote a person or a key.
    """
    log.error(
        "bug: %s in %s %s, request %s\n%s",
        type(error).__name__,
        request.method,
        request.url_rule,
        request_id(),
        "".join(traceback.format_tb(error.__traceback__)),
    )


def from_bug(error: Exception) -> ResponseReturnValue:
    """Answer a mistake of ours."""
    note_bug(error)
    body = envelope(
        SENTENCES[500],
        error="Internal server error; quote the request_id to the operator.",
        code=AppError.code,
    )
    return jsonify(body), 500


def init_app(app: Flask) -> None:
    """Register the three handlers for the whole app."""
    app.register_error_handler(AppError, from_app_error)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, from_bug)
