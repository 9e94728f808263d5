"""What a persona answers, ready to be spoken."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence

from chat.answer import REPLY_LIMIT, Answer
from chat.asked import Asked, newest
from chat.guard import Guard
from chat.model import ChatMessage, Model, Moderation
from persona.model import Persona
from text.speech_stream import SpeechStream


class ChatService:
    """Speaks for any persona through a model. Keeps nothing between answers.

    Args:
        model: Who writes the words.
        fallback: Who writes them when that one fails before the first sentence.
        moderation: Who is asked about every sentence; None for nobody.
        first_clause: Where the first sentence grows beyond so many characters, its
            first clause is given out by itself; 0 for never.
        fallback_after_s: How long the model may take for its first word, where there
            is a fallback.
        memory_tokens: How much of a conversation is handed to the model.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        *,
        model: Model,
        fallback: Model | None = None,
        moderation: Moderation | None = None,
        first_clause: int = 0,
        fallback_after_s: float = 5.0,
        memory_tokens: int = 2000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.memory_tokens = memory_tokens
        self.clock = clock
        self._model = model
        self._fallback = fallback
        self._moderation = moderation
        self._first_clause = first_clause
        self._fallback_after_s = fallback_after_s

    @property
    def moderation(self) -> Moderation | None:
        """Who is asked about what is heard and said, beside the persona's policy."""
        return self._moderation

    def policy(self, persona: Persona) -> Guard:
        """What this persona must not hear or say by its own policy; costs no time."""
        return Guard(persona.policy)

    def guard(self, persona: Persona) -> Guard:
        """The same, with what the moderation says."""
        return Guard(persona.policy, self._moderation)

    def answer(self, asked: Asked, *, limit: int = REPLY_LIMIT) -> Answer:
        """Answer in the persona's words, sentence by sentence.

        Args:
            asked: What is asked; as much of its history as fits goes to the model.
            limit: Most characters of a sentence.
        """
        speech = functools.partial(
            SpeechStream,
            limit=limit,
            first_clause=self._first_clause,
            speaker=asked.persona.name,
        )
        return Answer(
            messages=asked.messages(),
            models=[self._model, *([self._fallback] if self._fallback else [])],
            guard=self.guard(asked.persona),
            make_speech=speech,
            fallback_after_s=self._fallback_after_s,
            clock=self.clock,
        )

    def remembered(
        self, history: Sequence[ChatMessage], share: float = 1.0
    ) -> Sequence[ChatMessage]:
        """The newest part of a conversation, as much as the model is handed.

        Args:
            history: All of it, oldest first.
            share: How much of what the model could be handed.
        """
        return newest(history, int(self.memory_tokens * share))

    def ask(self, messages: Sequence[ChatMessage]) -> str:
        """A whole text for a purpose of our own, such as a summary.

        Raises:
            NotConfigured: There is no key to ask the model with.
            UpstreamError: It gave no usable answer.
        """
        return self._model.complete(messages)
