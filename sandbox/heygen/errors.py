"""HeyGen's refusals: status, number and words as its clients have reported them.

HeygenError
  Unauthorized       401 400112  no key, a refused one, or a token used up
  InvalidParameter   400 400175  the body breaks the contract; `details` says where
  InvalidText        400 40039   nothing to say, or more than 1,000 characters
  NoSuchSession      400 400004  never opened, ended and stopped again, or not yours
  WrongState         400 1000x   the session's state forbids the call, and is named
  NotInState         400 400006  the same in a room (v2), without the state's name
  PeerFailed         400 400     the SDP answer cannot be used
  AvatarNotFound     400 10013   no such avatar
  ConcurrentLimit    400 10004   the key holds as many sessions as it may
  OutOfCredits       400 10015   the key's credits are spent
  RoomsFailed        500 500     the rooms of a v2 session cannot be had

The numbers 10003 and 10004 have two meanings at the real cloud as well: clients go by
status and words. Its status for most of them is on no record; 400 is our choice.
"""

from __future__ import annotations

from typing import Any

STATE_CODES = {
    "new": 10001,
    "connecting": 10002,
    "connected": 10003,
    "closing": 10004,
    "closed": 10005,
}


class HeygenError(Exception):
    """A refusal in HeyGen's envelope, `{code, message}` and at times `details`."""

    def __init__(
        self, code: int, message: str, *, status: int = 400, details: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.details = details

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.details:
            body["details"] = self.details
        return body


class Unauthorized(HeygenError):
    """No key, a refused one, or a token that is used up, expired or unknown."""

    def __init__(self) -> None:
        super().__init__(400112, "Unauthorized", status=401)


class InvalidParameter(HeygenError):
    """The body breaks the contract."""

    def __init__(self, details: str) -> None:
        super().__init__(400175, "Invalid parameter", details=details)


class InvalidText(HeygenError):
    """The text of a task is empty or too long."""

    def __init__(self, details: str) -> None:
        super().__init__(40039, "Invalid text", details=details)


class NoSuchSession(HeygenError):
    """The caller has no such session any more, or never had."""

    def __init__(self, session_id: str) -> None:
        super().__init__(400004, f"Session does not exist. SessionID: {session_id}")


class WrongState(HeygenError):
    """The session is in a state that forbids the call."""

    def __init__(self, state: str) -> None:
        super().__init__(STATE_CODES[state], f"session state wrong: {state}")


class NotInState(HeygenError):
    """The session is in a state that forbids the call; v2's words for it."""

    def __init__(self) -> None:
        super().__init__(400006, "Session is not in correct state")


class PeerFailed(HeygenError):
    """The SDP answer cannot be used."""

    def __init__(self) -> None:
        super().__init__(400, "peer start failed,please check the answer")


class AvatarNotFound(HeygenError):
    """There is no such avatar."""

    def __init__(self) -> None:
        super().__init__(10013, "avatar not found")


class ConcurrentLimit(HeygenError):
    """The key holds as many sessions as it may."""

    def __init__(self) -> None:
        super().__init__(
            10004,
            "Concurrent limit reached, please upgrade your plan for formal usage.",
        )


class OutOfCredits(HeygenError):
    """The key's credits are spent."""

    def __init__(self) -> None:
        super().__init__(10015, "Trial API limit reached")


class RoomsFailed(HeygenError):
    """The rooms of a v2 session cannot be had, which is nobody's fault but ours."""

    def __init__(self, details: str) -> None:
        super().__init__(500, "Internal server error", status=500, details=details)
