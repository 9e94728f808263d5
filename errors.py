"""The error tree: domain code raises these, only a face's handler answers with them.

AppError                    what went wrong, a stable code and an HTTP status
  InvalidInput         400  the request's fields break the contract
  Unauthorized         401  no key, or a key we do not know
  OverBudget           402  the credits set aside for this are spent
  Forbidden            403  a known caller, but not theirs to touch
  NotFound             404  no such persona, session, avatar
  WrongState           409  the session is not where this act needs it
    KeyReused          409  an Idempotency-Key names one act, and this is another
    ActUnderWay        409  the same act, under the same key, is being done right now
  TooLarge             413  the body or a text is over its limit
  LimitReached         429  too many at once; try again later
  NotConfigured        503  a setting is missing on this server
  ShuttingDown         503  the server is closing and opens nothing new
  StoreBroken          500  the persona file or the ledger cannot be read; neither is
                            overwritten
  UpstreamError        502  a cloud or model server failed us
    Unreachable        502  no connection could be made; nothing was sent
    Rejected           502  it understood the request and refused it
      OutOfCredits     502  because the account there has nothing left
    Malformed          502  its answer does not have the promised shape
    TimedOut           504  no complete answer in time; the act may have happened
    RateLimited        503  it asks us to slow down

Standard library only: every package may import this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

Fields = Mapping[str, Sequence[str]]


class AppError(Exception):
    """Base of everything this product raises on purpose.

    Args:
        message: A sentence for people; it may be shown as it is.
        detail: What a developer needs on top; never a body, key or token.
        fields: For bad input, the reasons by dotted field name.
        retry_after_s: When trying again makes sense, in seconds.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    in_doubt: ClassVar[bool] = False
    """Whether what was asked for may have been done in spite of it."""

    def __init__(
        self,
        message: str,
        *,
        detail: str = "",
        fields: Fields | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail or message
        self.fields = fields
        self.retry_after_s = retry_after_s


class InvalidInput(AppError):
    """The request's fields break the contract; `fields` says which and why."""

    status = 400
    code = "invalid_input"


class Unauthorized(AppError):
    """No key was given, or one this server does not know."""

    status = 401
    code = "unauthorized"


class OverBudget(AppError):
    """The credits set aside for this are spent."""

    status = 402
    code = "over_budget"


class Forbidden(AppError):
    """The caller is known, but this is not theirs to touch."""

    status = 403
    code = "forbidden"


class NotFound(AppError):
    """There is no such persona, session, avatar or page."""

    status = 404
    code = "not_found"


class WrongState(AppError):
    """The thing exists, but not in the state this act needs."""

    status = 409
    code = "wrong_state"


class KeyReused(WrongState):
    """An Idempotency-Key was used before, for something else."""

    code = "idempotency_conflict"


class ActUnderWay(WrongState):
    """The same request, under the same Idempotency-Key, is being answered now."""

    code = "idempotency_in_flight"


class TooLarge(AppError):
    """The body is over its limit."""

    status = 413
    code = "too_large"


class LimitReached(AppError):
    """Too many at once; `retry_after_s` says when to try again."""

    status = 429
    code = "limit_reached"


class NotConfigured(AppError):
    """A setting is missing on this server; the message names it."""

    status = 503
    code = "not_configured"


class ShuttingDown(AppError):
    """The server is closing and opens nothing new."""

    status = 503
    code = "shutting_down"


class StoreBroken(AppError):
    """The persona file (the message gives path and line) or the ledger is no use."""

    status = 500
    code = "store_broken"


class UpstreamError(AppError):
    """A cloud or model server failed us; nothing it sent is repeated here.

    Args:
        upstream: Which one, by our name for it (`heygen`, `openai`).
        upstream_status: Its HTTP status, where it answered at all.
        upstream_code: Its own error number, where it gave one.
    """

    status = 502
    code = "upstream_error"
    in_doubt = True

    def __init__(
        self,
        message: str,
        *,
        upstream: str,
        upstream_status: int | None = None,
        upstream_code: int | str | None = None,
        detail: str = "",
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message, detail=detail, retry_after_s=retry_after_s)
        self.upstream = upstream
        self.upstream_status = upstream_status
        self.upstream_code = upstream_code


class Unreachable(UpstreamError):
    """No connection could be made; nothing was sent, so repeating is safe."""

    code = "upstream_unreachable"
    in_doubt = False


class Rejected(UpstreamError):
    """It understood the request and refused it."""

    code = "upstream_rejected"
    in_doubt = False


class OutOfCredits(Rejected):
    """The account there has no credits left."""

    code = "upstream_out_of_credits"


class Malformed(UpstreamError):
    """Its answer does not have the promised shape; the message names the field."""

    code = "upstream_malformed"


class TimedOut(UpstreamError):
    """No complete answer in time: the act may or may not have happened."""

    status = 504
    code = "upstream_timed_out"


class RateLimited(UpstreamError):
    """It asks us to slow down; `retry_after_s` carries its hint."""

    status = 503
    code = "upstream_rate_limited"
    in_doubt = False
