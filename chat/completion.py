"""An answer without a session: sentence by sentence, or as one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chat.asked import Asked
from chat.model import Role
from chat.notice import REFUSED, Notice
from chat.service import ChatService
from persona.prompt import safe_line


class Completion:
    """A question being answered in writing; its sentences are to be read once.

    Args:
        chat: Who answers.
        asked: What is asked.

    Attributes:
        notice: Why it is something else than a whole answer, known after the last
            sentence.
    """

    def __init__(self, chat: ChatService, asked: Asked) -> None:
        self.notice: Notice | None = None
        self._chat = chat
        self._asked = asked

    def sentences(self) -> Iterator[str]:
        """Every sentence, as soon as it is complete.

        Raises:
            NotConfigured: There is no key to ask the model with.
            UpstreamError: The model failed before the first sentence.
        """
        persona = self._asked.persona
        refusal = self._chat.guard(persona).check(self._asked.prompt)
        failure, is_empty = None, True
        if not refusal:
            with self._chat.answer(self._fit_to_ask()) as answer:
                for sentence in answer:
                    is_empty = False
                    yield sentence
            refusal, failure = answer.refusal, answer.failure
        if failure and is_empty:
            raise failure
        if failure:
            self.notice = Notice.of(failure)
        if refusal:
            self.notice = REFUSED
            yield safe_line(persona, self._asked.variables)

    def _fit_to_ask(self) -> Asked:
        """The question without what the user should not have said before it."""
        policy = self._chat.policy(self._asked.persona)
        history = [
            message
            for message in self._asked.history
            if message.role is not Role.USER or policy.check(message.content) is None
        ]
        return replace(self._asked, history=history)
