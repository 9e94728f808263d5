"""LiveAvatar's refusals: status, code and words, in its `{code, data, message}`.

LiveavatarError
  Unauthorized      401 4001  no account key, or a refused one
  Unprocessable     422 4000  the body breaks the contract; words as pydantic has them
  StartRefused      400 4000  what the token named does not exist; `data` lists it
  NotAuthenticated  403 4003  no usable session token
  ConcurrencyLimit  403 4003  the account holds as many sessions as it may
  OutOfCredits      403 4003  less than a minute's credits are left
  NotFound          404 4004  there is no such thing, or not for this account
  NameTaken         400 4000  a context of that name exists
  RoomFailed        500 5000  somebody else's room cannot be entered

Seen in the wild: 422, 400 and 403 for want of a token or a place. On no record, and
guessed here: 401's and 404's code and words, all of OutOfCredits, NameTaken, and the
body of RoomFailed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class LiveavatarError(Exception):
    """A refusal in LiveAvatar's envelope."""

    def __init__(self, status: int, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.data = data

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"code": self.code, "data": self.data, "message": self.message}


class Unauthorized(LiveavatarError):
    """No account key, or a refused one."""

    def __init__(self) -> None:
        super().__init__(401, 4001, "Invalid API key")


class Unprocessable(LiveavatarError):
    """The body breaks the contract.

    Args:
        misfits: Where, with dots, and what is wrong: `avatar_id`, `Field required`.
    """

    def __init__(self, misfits: Sequence[tuple[str, str]]) -> None:
        words = "; ".join(
            f"{where}: {what}" if where else what for where, what in misfits
        )
        data = [
            {"loc": where.split(".") if where else [], "message": what}
            for where, what in misfits
        ]
        super().__init__(422, 4000, words, data)


class StartRefused(LiveavatarError):
    """What the token named does not exist.

    Args:
        misfits: The field, what is wrong with it, and what it held.
    """

    def __init__(self, misfits: Sequence[tuple[str, str, Any]]) -> None:
        data = [
            {"loc": [field], "message": what, "params": {field: held}}
            for field, what, held in misfits
        ]
        super().__init__(400, 4000, "Errors validating session token", data)


class NotAuthenticated(LiveavatarError):
    """No usable session token."""

    def __init__(self) -> None:
        super().__init__(403, 4003, "Not authenticated")


class ConcurrencyLimit(LiveavatarError):
    """The account holds as many sessions as it may."""

    def __init__(self) -> None:
        super().__init__(403, 4003, "Session concurrency limit reached")


class OutOfCredits(LiveavatarError):
    """Less than a minute's credits are left."""

    def __init__(self) -> None:
        super().__init__(403, 4003, "Insufficient credits to start session")


class NotFound(LiveavatarError):
    """There is no such thing, or not for this account."""

    def __init__(self, what: str) -> None:
        super().__init__(404, 4004, f"{what} not found")


class NameTaken(LiveavatarError):
    """A context of that name exists."""

    def __init__(self) -> None:
        super().__init__(400, 4000, "Context with this name already exists")


class RoomFailed(LiveavatarError):
    """Somebody else's room cannot be entered."""

    def __init__(self) -> None:
        super().__init__(500, 5000, "Internal server error")
