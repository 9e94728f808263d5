"""What can go wrong at a model server, in our words; the client says when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from errors import (
    Malformed,
    RateLimited,
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
)

UPSTREAM = "openai"


@dataclass(frozen=True, kw_only=True)
class SettingNames:
    """What the settings of one server are called, for messages that name them."""

    key: str = "OPENAI_API_KEY"
    url: str = "OPENAI_BASE_URL"
    model: str = "OPENAI_MODEL"


NAMES = SettingNames()


@dataclass(frozen=True)
class Failure:
    """One kind of failure: which of our errors it is, and what people read.

    Attributes:
        message: A sentence; `{key}`, `{url}` and `{model}` stand for settings.
    """

    kind: type[UpstreamError]
    message: str

    def error(
        self,
        why: str,
        *,
        status: int | None = None,
        code: str | None = None,
        retry_after_s: float | None = None,
        names: SettingNames = NAMES,
    ) -> UpstreamError:
        """Build the error.

        Args:
            why: For developers; never words of a person or of the server.
            status: The server's HTTP status, where it answered.
            code: Its own code, where it gave one.
            retry_after_s: Its hint when to try again.
            names: What the settings are called that the message may name.
        """
        return self.kind(
            self.message.format(key=names.key, url=names.url, model=names.model),
            detail=f"{UPSTREAM}: {why}",
            upstream=UPSTREAM,
            upstream_status=status,
            upstream_code=code,
            retry_after_s=retry_after_s,
        )


BAD_KEY = Failure(Rejected, "The model server refused our key. Check {key}.")
BAD_ADDRESS = Failure(Unreachable, "{url} is not the address of a model server.")
BAD_MODEL = Failure(
    Rejected,
    "The model server does not know this model. Check {model}, and {url} if the model"
    " is right.",
)
NO_CONNECTION = Failure(Unreachable, "The model server cannot be reached.")
BROKE_OFF = Failure(TimedOut, "The connection to the model server broke off.")
TOO_SLOW = Failure(TimedOut, "The model took too long to answer.")
BUSY = Failure(RateLimited, "The model server is busy; please try again in a moment.")
NO_QUOTA = Failure(
    RateLimited,
    "The model server's account has no quota left. Check its plan and billing.",
)
TOO_LONG = Failure(Rejected, "This is too long for the model.")
REFUSED = Failure(Rejected, "The model server refused the request.")
UNREADABLE = Failure(Malformed, "The model server's answer could not be read.")
NO_WORDS = Failure(Malformed, "The model gave no words to say. Please try again.")
ITS_PROBLEM = Failure(UpstreamError, "The model server has a problem of its own.")

BY_CODE: Mapping[str, Failure] = {
    "insufficient_quota": NO_QUOTA,
    "context_length_exceeded": TOO_LONG,
}
"""The server's own codes that say more than their status."""

_IN_STREAM: Mapping[str, Failure] = {
    **BY_CODE,
    "429": BUSY,
    "rate_limit_exceeded": BUSY,
    "400": REFUSED,
    "content_filter": REFUSED,
}
"""Codes of an error inside a stream, whose status of 200 says nothing any more.

Some servers give an HTTP status as the code. What it says of a key or a model there
is about a server behind them: ours were good enough to begin.
Source: https://openrouter.ai/docs/api-reference/errors
"""


def in_stream(error: object) -> UpstreamError:
    """The failure that an error object inside a stream tells of."""
    given = error.get("code") if isinstance(error, dict) else None
    code = safe_code(str(given) if isinstance(given, int) else given)
    failure = _IN_STREAM.get(code or "", ITS_PROBLEM)
    return failure.error("an error came inside the stream", code=code)


def safe_code(code: object) -> str | None:
    """The server's code, where it is a plain word and nothing it may have echoed."""
    plain = isinstance(code, str) and re.fullmatch(r"[a-z_]{1,40}|\d{1,6}", code)
    return str(code) if plain else None


def seconds(header: str) -> float | None:
    """A Retry-After given in seconds; its date form is not used by these servers."""
    return float(header) if re.fullmatch(r"\d{1,5}", header) else None
