"""Idempotency-Key: a request sent twice acts once, and is answered the same twice."""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from errors import AppError, InvalidInput, StoreBroken

log = logging.getLogger(__name__)

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
MARK = "idempotency"
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "description": "Your name for this act, new for each, the same when you repeat it"
    " because its answer was lost: it is not done twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
_ACCEPTABLE = re.compile(r"[!-~]{1,200}")

Answer = tuple[int, str, str | None]
View = TypeVar("View", bound=Callable[..., Any])


class Keys(Protocol):
    """Where keys and answers are kept; an answer is its status, body and Location."""

    def claim(
        self, scope: str, key: str, *, holder: str, fingerprint: str, about: str | None
    ) -> Answer | None:
        """The kept answer, or None: then `keep` or `release` must follow."""
        ...

    def keep(self, scope: str, key: str, *, holder: str, answer: Answer) -> None:
        """Keep the answer of what was done."""
        ...

    def release(self, scope: str, key: str, *, holder: str) -> None:
        """Nothing was done."""
        ...


@dataclass(frozen=True, kw_only=True)
class Try:
    """A request that acts under a key."""

    scope: str
    key: str
    holder: str


def acts(view: View, *, harmless_twice: bool) -> View:
    """Mark a view as one that honours the header.

    Args:
        view: What it does.
        harmless_twice: Doing it again does no harm. Otherwise an answer that leaves
            open whether it was done is kept like a success.
    """

    @wraps(view)
    def watched(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except Exception as error:
            g.in_doubt = not harmless_twice and is_in_doubt(error)
            raise

    setattr(watched, MARK, True)
    return watched  # type: ignore[return-value]  # wraps keeps its shape


def init_app(app: Flask, keys: Keys) -> None:
    """Honour the header on every marked route; to be set up after the guard."""

    @app.before_request
    def replay() -> Response | None:
        key = request.headers.get(HEADER)
        if key is None or not is_marked(request.endpoint):
            return None
        if not _ACCEPTABLE.fullmatch(key):
            reason = "Must be 1 to 200 visible ASCII characters."
            raise InvalidInput(
                f"The request has a problem in '{HEADER}': {reason}",
                fields={HEADER: [reason]},
            )
        attempt = Try(scope=_scope(), key=key, holder=uuid.uuid4().hex)
        answer = keys.claim(
            attempt.scope,
            key,
            holder=attempt.holder,
            fingerprint=_fingerprint(),
            about=_session_id(),
        )
        if answer is not None:
            return _again(answer)
        g.idempotent_try = attempt
        return None

    app.extensions[MARK] = keys

    @app.after_request
    def settle(response: Response) -> Response:
        later()(response)
        return response


def later() -> Callable[[Response], None]:
    """Settle this request's key another time: call what is given with its answer.

    To be called in a context that has the request's `g.in_doubt`.
    """
    attempt: Try | None = g.pop("idempotent_try", None)

    def settle(response: Response) -> None:
        if attempt is not None:
            keys: Keys = current_app.extensions[MARK]
            _settle(keys, attempt, response)

    return settle


def _settle(keys: Keys, attempt: Try, response: Response) -> None:
    try:
        if response.status_code < 400 or g.get("in_doubt", False):
            keys.keep(
                attempt.scope,
                attempt.key,
                holder=attempt.holder,
                answer=_answer(response),
            )
        else:
            keys.release(attempt.scope, attempt.key, holder=attempt.holder)
    except StoreBroken as error:
        # What was done is done, and this answer is the only word of it.
        log.error("an answer could not be kept: %s", error.detail)


def is_marked(endpoint: str | None) -> bool:
    """Whether the view of this endpoint honours the header."""
    return hasattr(current_app.view_functions.get(endpoint or ""), MARK)


def is_in_doubt(error: Exception) -> bool:
    """Whether the act may have been done in spite of it."""
    if isinstance(error, AppError):
        return error.in_doubt
    return not isinstance(error, HTTPException)


def _scope() -> str:
    # All that tells callers apart: a key may be beside a token, and one of a customer
    # stand in Authorization by itself.
    headers = (request.headers.get(name, "") for name in ("X-Api-Key", "Authorization"))
    given = "\n".join(headers).encode(errors="backslashreplace")
    caller = hashlib.sha256(given).hexdigest()[:32]
    return f"{caller} {request.method} {request.url_rule}"[:200]


def _fingerprint() -> str:
    asked = hashlib.sha256(request.full_path.encode(errors="backslashreplace"))
    asked.update(b"\n" + request.get_data(cache=True))
    return asked.hexdigest()


def _session_id() -> str | None:
    body = request.get_json(silent=True) if request.is_json else None
    named = (request.view_args or {}).get("session_id")
    if named is None and isinstance(body, dict):
        named = body.get("session_id")
    # What cannot be an id is not worth a row's trouble with it.
    is_one = isinstance(named, str) and named.isprintable() and len(named) <= 200
    return named if is_one else None


def _answer(response: Response) -> Answer:
    body = response.get_data(as_text=True)
    return response.status_code, body, response.headers.get("Location")


def _again(answer: Answer) -> Response:
    status, body, location = answer
    response = Response(body, status=status, mimetype="application/json")
    response.headers[REPLAYED] = "true"
    if location is not None:
        response.headers["Location"] = location
    return response
