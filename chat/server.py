"""The only module that knows the `openai` package: its client, what its errors mean."""

from __future__ import annotations

import logging
import time
import weakref
from collections.abc import Callable, Iterable, Mapping

import httpx2
import openai

from chat import failures
from chat.failures import NAMES, Failure, SettingNames, safe_code, seconds
from chat.line import trust
from errors import NotConfigured, UpstreamError

CONNECT_TIMEOUT_S = 5.0
ANSWER_LIMIT = 1024 * 1024
"""Most bytes read of one answer; thousands of times a long spoken reply."""

FAILURES = (openai.OpenAIError, httpx2.HTTPError)
"""All that asking a server may raise; `Server.failure` says what it means."""

MEANINGS: Mapping[type[BaseException], Failure] = {
    httpx2.UnsupportedProtocol: failures.BAD_ADDRESS,
    httpx2.ConnectError: failures.NO_CONNECTION,
    httpx2.ConnectTimeout: failures.NO_CONNECTION,
    httpx2.PoolTimeout: failures.NO_CONNECTION,
    httpx2.ProxyError: failures.NO_CONNECTION,
    httpx2.TimeoutException: failures.TOO_SLOW,
    httpx2.SSEError: failures.UNREADABLE,
    httpx2.TransportError: failures.BROKE_OFF,
    httpx2.HTTPError: failures.UNREADABLE,
    openai.APITimeoutError: failures.TOO_SLOW,
    openai.APIConnectionError: failures.BROKE_OFF,
    openai.AuthenticationError: failures.BAD_KEY,
    openai.OAuthError: failures.BAD_KEY,
    openai.PermissionDeniedError: failures.BAD_KEY,
    openai.NotFoundError: failures.BAD_MODEL,
    openai.RateLimitError: failures.BUSY,
    openai.BadRequestError: failures.REFUSED,
    openai.ConflictError: failures.REFUSED,
    openai.UnprocessableEntityError: failures.REFUSED,
    openai.APIStatusError: failures.REFUSED,
    openai.InternalServerError: failures.ITS_PROBLEM,
    openai.APIResponseValidationError: failures.UNREADABLE,
    openai.LengthFinishReasonError: failures.UNREADABLE,
    openai.ContentFilterFinishReasonError: failures.UNREADABLE,
    openai.WebSocketConnectionClosedError: failures.BROKE_OFF,
    openai.WebSocketQueueFullError: failures.ITS_PROBLEM,
    openai.APIError: failures.ITS_PROBLEM,
    openai.OpenAIError: failures.ITS_PROBLEM,
}
"""What each failure means. The cause of one is looked up before itself."""


class Server:
    """One OpenAI-compatible server and our key there. Safe to share between threads.

    Args:
        base_url: Everything before `/chat/completions`.
        api_key: Its key; empty when none is set.
        timeout_s: Longest wait for an answer, from the request to its last byte.
        clock: Seconds that only go forward.
        names: What the settings are called that its errors may name.

    Attributes:
        client: The package's client of it, with connections of its own.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
        names: SettingNames = NAMES,
    ) -> None:
        _keep_words_out_of_logs()
        self._names = names
        self._key_problem = _key_problem(api_key, names)
        self._timeout_s = timeout_s
        self._clock = clock
        http = openai.DefaultHttpxClient(verify=trust())
        # Whoever forgets to close it leaves no socket behind all the same.
        weakref.finalize(self, http.close)
        self.client = openai.OpenAI(
            base_url=base_url,
            # Given no key it would look for one in the environment.
            api_key="none" if self._key_problem else api_key,
            max_retries=0,
            timeout=openai.Timeout(
                timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S)
            ),
            http_client=http,
        )

    def over(self, http: httpx2.Client) -> openai.OpenAI:
        """The same server, asked over somebody else's connections."""
        return self.client.with_options(http_client=http)

    def check_key(self) -> None:
        """See that there is a key to ask with.

        Raises:
            NotConfigured: There is none, or it cannot be one.
        """
        if self._key_problem:
            raise NotConfigured(self._key_problem)

    def deadline(self) -> float:
        """Until when an answer that is asked for now must be here, by the clock."""
        return self._clock() + self._timeout_s

    def body(self, chunks: Iterable[bytes], deadline: float) -> bytes:
        """An answer's body. Read by hand: a server may drip it, or never stop.

        Raises:
            TimedOut: It was not whole by the deadline.
            Malformed: It does not end.
        """
        body = bytearray()
        for chunk in chunks:
            body += chunk
            if self._clock() > deadline:
                raise failures.TOO_SLOW.error("its answer was still coming")
            if len(body) > ANSWER_LIMIT:
                raise failures.UNREADABLE.error("its answer does not end")
        return bytes(body)

    def failure(self, error: BaseException) -> UpstreamError:
        """Which of our errors one of FAILURES is."""
        return as_upstream_error(error, self._names)

    def close(self) -> None:
        """Let go of the pooled connections."""
        self.client.close()


def as_upstream_error(
    error: BaseException, names: SettingNames = NAMES
) -> UpstreamError:
    """Which of our errors a failure is; nothing the server wrote is repeated."""
    code = safe_code(getattr(error, "code", None))
    failure = failures.BY_CODE.get(code or "") or _meaning(error)
    response = getattr(error, "response", None)
    if not isinstance(response, httpx2.Response):
        return failure.error(type(error).__name__, code=code, names=names)
    return failure.error(
        f"it answered with status {response.status_code}",
        status=response.status_code,
        code=code,
        retry_after_s=seconds(response.headers.get("Retry-After", "")),
        names=names,
    )


def refused_option(error: BaseException, options: Mapping[str, float]) -> str | None:
    """The option a model will not have, if that is why it refused."""
    name = getattr(error, "param", None)
    refused = isinstance(error, openai.BadRequestError) and name in options
    return str(name) if refused else None


def _meaning(error: BaseException) -> Failure:
    """The entry of the cause, else of the failure, by the nearest base class."""
    kinds = (*type(error.__cause__).__mro__, *type(error).__mro__)
    known = (MEANINGS[kind] for kind in kinds if kind in MEANINGS)
    return next(known, failures.ITS_PROBLEM)


def _key_problem(api_key: str, names: SettingNames) -> str:
    if not api_key:
        return f"There is no key for the model server. Set {names.key}."
    if not (api_key.isascii() and api_key.isprintable()):
        return f"{names.key} holds characters that no key has."
    return ""


def _keep_words_out_of_logs() -> None:
    """At DEBUG these packages log whole prompts and request headers."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
