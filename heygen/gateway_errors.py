"""How the gateway refuses: our errors in HeyGen's statuses, numbers and words.

Every body also has a `reason`, a stable word for clients to branch on.
Source: the error catalogue in HeyGen's docs and bodies pasted by its users. Where no
status is on record it is 400, and what HeyGen has no number for has its HTTP status.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from errors import (
    ActUnderWay,
    AppError,
    InvalidInput,
    KeyReused,
    LimitReached,
    NotFound,
    OutOfCredits,
    OverBudget,
    RateLimited,
    Rejected,
    Unauthorized,
    UpstreamError,
    WrongState,
)
from heygen.gateway_reasons import of_end, state_refusal
from sessions.model import Session
from web import errors
from web.blueprint import Blueprint

BY_FIELD = {
    "avatar_name": (10013, "avatar not found", "avatar_not_found"),
    "sdp": (400, "peer start failed,please check the answer", "peer_failed"),
    "text": (40039, "Invalid text", "invalid_text"),
}
NOTHING_LEFT = (10015, "Trial API limit reached", "insufficient_credits")
TOO_MANY = "Concurrent limit reached, please upgrade your plan for formal usage."
TOO_FAST = (400123, "Exceed rate limit", "rate_limited")
UNAUTHORIZED = (400112, "Unauthorized", "unauthorized")
NO_SUCH = "Session does not exist. SessionID: {}"


@dataclass(frozen=True)
class Refusal:
    """One refusal: HTTP status, HeyGen's number and words, our word, and where."""

    status: int
    code: int
    message: str
    reason: str
    details: str = ""

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body = {"code": self.code, "message": self.message, "reason": self.reason}
        return {**body, "details": self.details} if self.details else body


class RefusalSchema(Schema):
    """Every error of the gateway."""

    code = fields.Integer(required=True, metadata={"description": "HeyGen's number."})
    message = fields.String(required=True, metadata={"description": "HeyGen's words."})
    reason = fields.String(required=True, metadata={"description": "A stable word."})
    details = fields.String(metadata={"description": "For bad input: where, and why."})


class GatewayBlueprint(Blueprint):
    """Routes whose refusals are documented as the gateway's."""

    refusal = RefusalSchema


class Refusals:
    """Answers errors of the gateway's routes.

    Args:
        find: Gives the session of an id, as the ledger knows it.
    """

    def __init__(self, find: Callable[[str], Session]) -> None:
        self._find = find

    def answer_for(self, blueprint: Blueprint) -> None:
        """Answer every error of the routes of `blueprint`."""
        blueprint.register_error_handler(AppError, self._from_app_error)
        blueprint.register_error_handler(HTTPException, _from_http)
        blueprint.register_error_handler(Exception, _from_bug)

    def _from_app_error(self, error: AppError) -> ResponseReturnValue:
        errors.note(error)
        refusal = self._refusal(error)
        response = errors.with_wait(jsonify(refusal.body()), error)
        return response, refusal.status

    def _refusal(self, error: AppError) -> Refusal:
        if isinstance(error, KeyReused | ActUnderWay):
            return Refusal(409, 409, error.message, error.code)
        if isinstance(error, WrongState):
            return self._wrong_state(error)
        if isinstance(error, NotFound):
            return self._not_found()
        return plain(error)

    def _wrong_state(self, error: WrongState) -> Refusal:
        session = self._session()
        if session is None:
            return Refusal(409, 409, error.message, error.code)
        code, words = state_refusal(session, is_start=_is_start())
        return Refusal(400, code, words, of_end(session) or "wrong_state")

    def _not_found(self) -> Refusal:
        session = self._session()
        reason = (session and of_end(session)) or "session_not_found"
        return Refusal(400, 400004, NO_SUCH.format(_session_id()), reason)

    def _session(self) -> Session | None:
        with suppress(NotFound):
            return self._find(_session_id())
        return None


def plain(error: AppError) -> Refusal:
    """The refusal for an error that is not about the state of a session."""
    if isinstance(error, InvalidInput):
        return _bad_input(error)
    if isinstance(error, Unauthorized):
        return Refusal(401, *UNAUTHORIZED)
    if isinstance(error, OverBudget | OutOfCredits):
        return Refusal(400, *NOTHING_LEFT)
    if isinstance(error, LimitReached):
        return Refusal(400, 10004, TOO_MANY, "session_limit_exceeded")
    if isinstance(error, RateLimited):
        return Refusal(429, *TOO_FAST)
    # What this server lacks or has broken is for its owner, who finds it in the log.
    words = HTTPStatus(error.status).phrase
    if isinstance(error, UpstreamError):
        is_refused = isinstance(error, Rejected)
        reason = "cloud_refused" if is_refused else "network_error"
        return Refusal(error.status, error.status, words, reason)
    is_ours = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    message = words if is_ours else error.message
    return Refusal(error.status, error.status, message, error.code)


def _bad_input(error: InvalidInput) -> Refusal:
    name, reasons = next(iter((error.fields or {"body": [error.message]}).items()))
    known = BY_FIELD.get(name.partition(".")[0])
    code, message, reason = known or (400175, "Invalid parameter", "invalid_parameter")
    return Refusal(400, code, message, reason, f"{name}: {reasons[0]}")


def _from_http(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    word = status.name.lower()
    return jsonify(Refusal(status, status, status.phrase, word).body()), status


def _from_bug(error: Exception) -> ResponseReturnValue:
    errors.note_bug(error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return jsonify(Refusal(status, status, "Server error", "error").body()), status


def _is_start() -> bool:
    return request.path.endswith(".start")


def _session_id() -> str:
    """The id the request is about; its body has been checked by now."""
    body = request.get_json(silent=True)
    named = body if isinstance(body, dict) else request.args
    return str(named.get("session_id", "")).strip()
