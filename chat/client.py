"""One language model at an OpenAI-compatible server: whole replies and streamed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

import httpx2

from chat.failures import NAMES, SettingNames
from chat.line import Lines
from chat.model import ChatMessage
from chat.server import ANSWER_LIMIT, FAILURES, Server, refused_option
from chat.stream import ReplyStream, Take
from chat.wire import completion, piece, words

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

T = TypeVar("T")

Options = Mapping[str, float]

OPTIONS: Options = {"temperature": 0.7, "max_tokens": 1000}
"""Sent with every request until a model refuses one; see `ModelClient.complete`."""


class ModelClient:
    """One model at one OpenAI-compatible server. Safe to share between threads.

    Args:
        base_url: Everything before `/chat/completions`.
        api_key: Its key; empty when none is set.
        model: The model's name at that server.
        timeout_s: Longest wait for an answer, from the request to its last byte; for
            a streamed one the longest silence.
        clock: Seconds that only go forward.
        names: What the settings are called that its errors may name.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
        names: SettingNames = NAMES,
    ) -> None:
        self._server = Server(
            base_url=base_url,
            api_key=api_key,
            timeout_s=timeout_s,
            clock=clock,
            names=names,
        )
        self._model = model
        self._timeout_s = timeout_s
        self._clock = clock
        self._options = OPTIONS
        self._lines = Lines()

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Answer the last message with a whole text, as the model wrote it.

        Some models refuse `temperature` or `max_tokens` and name the one they refuse;
        it is left out from then on.
        Source: https://platform.openai.com/docs/guides/reasoning

        Raises:
            NotConfigured: OPENAI_API_KEY is empty, or cannot be a key.
            UpstreamError: No usable answer came; its children say why.
        """
        self._server.check_key()
        return self._insist(partial(self._whole, messages))

    def stream(self, messages: Sequence[ChatMessage]) -> ReplyStream:
        """Answer the last message while the model writes; see `chat.model.Model`.

        Nothing is asked before the stream is entered.

        Raises:
            NotConfigured: OPENAI_API_KEY is empty, or cannot be a key.
        """
        self._server.check_key()
        return ReplyStream(
            lines=self._lines,
            pour=partial(self._pour, tuple(messages)),
            timeout_s=self._timeout_s,
            clock=self._clock,
        )

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._server.close()
        self._lines.close()

    def _insist(self, ask: Callable[[Options], T]) -> T:
        """What `ask` gives; asked again without every option that is refused."""
        while True:
            options = self._options
            try:
                return ask(options)
            except FAILURES as error:
                refused = refused_option(error, options)
                if refused is None:
                    raise self._server.failure(error) from None
            self._options = {k: v for k, v in options.items() if k != refused}

    def _whole(self, messages: Sequence[ChatMessage], options: Options) -> str:
        deadline = self._server.deadline()
        chat = self._server.client.chat.completions
        with chat.with_streaming_response.create(
            model=self._model, messages=_wire(messages), extra_body=dict(options)
        ) as answer:
            return words(self._server.body(answer.iter_bytes(), deadline))

    def _pour(
        self, messages: Sequence[ChatMessage], http: httpx2.Client, take: Take
    ) -> None:
        """Ask over `http`, and hand on every piece of the answer as it comes."""
        chat = self._server.over(http).chat.completions

        def ask(options: Options) -> None:
            with chat.with_streaming_response.create(
                model=self._model,
                messages=_wire(messages),
                stream=True,
                extra_body=dict(options),
            ) as answer:
                self._pieces(answer.http_response, take)

        self._insist(ask)

    def _pieces(self, response: httpx2.Response, take: Take) -> None:
        if response.headers.get("Content-Type", "").startswith("application/json"):
            # A server that cannot stream answers as if it had not been asked to.
            chunks, deadline = response.iter_bytes(), self._server.deadline()
            take(completion(self._server.body(chunks, deadline)))
            return
        for event in httpx2.EventSource(response, max_event_size=ANSWER_LIMIT):
            if event.data:
                take(piece(event.data))


def _wire(messages: Sequence[ChatMessage]) -> list[ChatCompletionMessageParam]:
    wire = [{"role": str(one.role), "content": one.content} for one in messages]
    return cast("list[ChatCompletionMessageParam]", wire)
