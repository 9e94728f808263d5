"""An answer while it is being written: sentence by sentence, ready to be said."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Self

from chat.failures import NO_WORDS, TOO_SLOW
from chat.guard import Guard, Refusal
from chat.model import ChatMessage, Model, ModelStream
from errors import UpstreamError
from text.ending import is_ended
from text.speech_stream import SpeechStream

log = logging.getLogger(__name__)

REPLY_LIMIT = 4000
"""Most characters of one answer, some four minutes of speech."""

BEFORE_LIMIT = 500
"""How far back a phrase may begin that a sentence completes; longer than any is."""


class Answer:
    """What a model writes, cut into sentences, cleaned and checked; to be read once.

    A context manager: the model is asked on entering, and left alone on leaving.

    Args:
        messages: What it is asked.
        models: Whom to ask; the next one when one fails before the first sentence.
        guard: What must not be said.
        make_speech: Makes what cuts and cleans the words of one model.
        fallback_after_s: How long a model that has a next one may take for its first
            word.
        clock: Seconds that only go forward.

    Attributes:
        first_token_at: When the model began to write, by that clock.
        failure: Why the answer is not whole, when every model failed.
        refusal: Why it is not whole, when the guard let a sentence not pass.
        is_whole: Whether everything the model had to say was given out.
    """

    def __init__(
        self,
        *,
        messages: Sequence[ChatMessage],
        models: Sequence[Model],
        guard: Guard,
        make_speech: Callable[[], SpeechStream],
        fallback_after_s: float,
        clock: Callable[[], float],
    ) -> None:
        self.first_token_at: float | None = None
        self.failure: UpstreamError | None = None
        self.refusal: Refusal | None = None
        self.is_whole = False
        self._messages = messages
        self._models = list(models)
        self._guard = guard
        self._make_speech = make_speech
        self._fallback_after_s = fallback_after_s
        self._clock = clock
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._stream: ModelStream | None = None
        self._is_cancelled = False
        self._is_late = False
        self._said = 0
        self._before = ""

    def __enter__(self) -> Self:
        self._ask()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._open.close()

    def __iter__(self) -> Iterator[str]:
        """Every sentence as soon as it is complete; ends early when `cancel` is called.

        Raises:
            NotConfigured: There is no key to ask the model with.
        """
        while True:
            try:
                yield from self._write()
                return
            except UpstreamError as error:
                self.failure = error
            if self._said or self._is_cancelled or not self._models:
                return
            log.warning("%s: the next model is asked", self.failure.code)
            self.failure = None
            self._ask()

    def cancel(self) -> None:
        """Write no more; from any thread, at any time, harmless twice."""
        with self._lock:
            self._is_cancelled = True
            stream = self._stream
        if stream is not None:
            stream.cancel()

    def _ask(self) -> None:
        self._open.close()
        stream = self._models.pop(0).stream(self._messages)
        self._open.enter_context(stream)
        with self._lock:
            self._stream = stream
            is_cancelled = self._is_cancelled
        if is_cancelled:
            stream.cancel()
        if self._models:
            patience = threading.Timer(self._fallback_after_s, self._be_late, [stream])
            patience.daemon = True
            patience.start()
            self._open.callback(patience.cancel)

    def _be_late(self, stream: ModelStream) -> None:
        with self._lock:
            if stream is not self._stream or self.first_token_at is not None:
                return  # another model is at it by now
            self._is_late = True
        stream.cancel()

    def _write(self) -> Iterator[str]:
        speech, tail = self._make_speech(), ""
        stream = self._stream
        assert stream is not None  # it was asked on entering
        for delta in stream:
            self.first_token_at = self.first_token_at or self._clock()
            tail = (tail + delta)[-40:]
            yield from self._checked(speech.feed(delta))
            if self.refusal or self._said >= REPLY_LIMIT:
                self.is_whole = not self.refusal
                return
        if self._is_cancelled:
            return
        if self._is_late:
            self._is_late = False
            raise TOO_SLOW.error("no word of its answer came")
        rest = speech.finish()
        if stream.cut_at_limit and not is_ended(tail) and (self._said or rest[1:]):
            rest = rest[:-1]
        yield from self._checked(rest)
        if not self._said and not self.refusal:
            raise NO_WORDS.error("nothing is left of its answer after cleaning")
        self.is_whole = not self.refusal

    def _checked(self, sentences: Sequence[str]) -> Iterator[str]:
        for sentence in sentences:
            if self._said + len(sentence) > REPLY_LIMIT and self._said:
                self._said = REPLY_LIMIT
                return
            self.refusal = self._guard.check(sentence, before=self._before)
            if self.refusal:
                return
            self._said += len(sentence) + 1
            self._before = f"{self._before} {sentence}"[-BEFORE_LIMIT:]
            yield sentence
