"""The only module that knows the `openai` package: asks a model, maps what fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import httpx2
import openai

from chat import failures
from chat.failures import Failure, safe_code, seconds
from chat.model import ChatMessage
from chat.wire import words
from errors import NotConfigured, UpstreamError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

CONNECT_TIMEOUT_S = 5.0
ANSWER_LIMIT = 1024 * 1024
"""Most bytes read of one answer; thousands of times a long spoken reply."""

OPTIONS: Mapping[str, float] = {"temperature": 0.7, "max_tokens": 1000}
"""Sent with every request until a model refuses one; see `ModelClient.complete`."""

MEANINGS: Mapping[type[BaseException], Failure] = {
    httpx2.UnsupportedProtocol: failures.BAD_ADDRESS,
    httpx2.ConnectError: failures.NO_CONNECTION,
    httpx2.ConnectTimeout: failures.NO_CONNECTION,
    httpx2.PoolTimeout: failures.NO_CONNECTION,
    httpx2.ProxyError: failures.NO_CONNECTION,
    httpx2.TimeoutException: failures.TOO_SLOW,
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


class ModelClient:
    """One model at one OpenAI-compatible server. Safe to share between threads.

    Args:
        base_url: Everything before `/chat/completions`.
        api_key: Its key; empty when none is set.
        model: The model's name at that server.
        timeout_s: Longest wait for an answer, from the request to its last byte.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        _keep_words_out_of_logs()
        self._key_problem = _key_problem(api_key)
        self._model = model
        self._timeout_s = timeout_s
        self._clock = clock
        self._options = OPTIONS
        self._openai = openai.OpenAI(
            base_url=base_url,
            # Given no key it would look for one in the environment.
            api_key="none" if self._key_problem else api_key,
            max_retries=0,
            timeout=openai.Timeout(
                timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S)
            ),
        )

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Answer the last message with a whole text, as the model wrote it.

        Some models refuse `temperature` or `max_tokens` and name the one they refuse;
        it is left out from then on.
        Source: https://platform.openai.com/docs/guides/reasoning

        Raises:
            NotConfigured: OPENAI_API_KEY is empty, or cannot be a key.
            UpstreamError: No usable answer came; its children say why.
        """
        if self._key_problem:
            raise NotConfigured(self._key_problem)
        while True:
            options = self._options
            try:
                return words(self._ask(messages, options))
            except (openai.OpenAIError, httpx2.HTTPError) as error:
                refused = _refused_option(error, options)
                if refused is None:
                    raise as_upstream_error(error) from None
            self._options = {k: v for k, v in options.items() if k != refused}

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._openai.close()

    def _ask(
        self, messages: Sequence[ChatMessage], options: Mapping[str, float]
    ) -> bytes:
        """The answer's body. Read by hand: a server may drip it, or never stop."""
        deadline = self._clock() + self._timeout_s
        wire = [{"role": str(one.role), "content": one.content} for one in messages]
        body = bytearray()
        with self._openai.chat.completions.with_streaming_response.create(
            model=self._model,
            messages=cast("list[ChatCompletionMessageParam]", wire),
            extra_body=dict(options),
        ) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if self._clock() > deadline:
                    raise failures.TOO_SLOW.error("its answer was still coming")
                if len(body) > ANSWER_LIMIT:
                    raise failures.UNREADABLE.error("its answer does not end")
        return bytes(body)


def as_upstream_error(error: BaseException) -> UpstreamError:
    """Which of our errors a failure is; nothing the server wrote is repeated."""
    code = safe_code(getattr(error, "code", None))
    failure = failures.BY_CODE.get(code or "") or _meaning(error)
    response = getattr(error, "response", None)
    if not isinstance(response, httpx2.Response):
        return failure.error(type(error).__name__, code=code)
    return failure.error(
        f"it answered with status {response.status_code}",
        status=response.status_code,
        code=code,
        retry_after_s=seconds(response.headers.get("Retry-After", "")),
    )


def _meaning(error: BaseException) -> Failure:
    """The entry of the cause, else of the failure, by the nearest base class."""
    kinds = (*type(error.__cause__).__mro__, *type(error).__mro__)
    known = (MEANINGS[kind] for kind in kinds if kind in MEANINGS)
    return next(known, failures.ITS_PROBLEM)


def _refused_option(error: BaseException, options: Mapping[str, float]) -> str | None:
    """The option a model will not have, if that is why it refused."""
    name = getattr(error, "param", None)
    refused = isinstance(error, openai.BadRequestError) and name in options
    return str(name) if refused else None


def _key_problem(api_key: str) -> str:
    if not api_key:
        return "There is no key for the model server. Set OPENAI_API_KEY."
    if not (api_key.isascii() and api_key.isprintable()):
        return "OPENAI_API_KEY holds characters that no key has."
    return ""


def _keep_words_out_of_logs() -> None:
    """At DEBUG these packages log whole prompts and request headers."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
