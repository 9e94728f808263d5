"""What a persona answers, ready to be spoken."""

from __future__ import annotations

from collections.abc import Sequence

from chat.failures import NO_WORDS
from chat.model import ChatMessage, Model, Role
from persona.model import Persona
from persona.prompt import system_prompt
from text.clean import for_speech
from text.sentences import pieces

REPLY_LIMIT = 4000
"""Most characters of one reply, some four minutes of speech."""


class ChatService:
    """Speaks for any persona through one model. Keeps nothing between replies.

    Args:
        model: Who writes the words.
    """

    def __init__(self, *, model: Model) -> None:
        self._model = model

    def reply(
        self, persona: Persona, prompt: str, history: Sequence[ChatMessage] = ()
    ) -> str:
        """Answer `prompt` in the persona's words, cleaned for speech.

        A model that does not stop is cut off at the end of a sentence.

        Args:
            persona: Who answers.
            prompt: What the user said.
            history: The conversation before that, oldest first.

        Raises:
            NotConfigured: There is no key to ask the model with.
            Malformed: Its answer holds nothing that can be said.
            UpstreamError: It gave no usable answer; see its other children.
        """
        system = ChatMessage(Role.SYSTEM, system_prompt(persona))
        asked = ChatMessage(Role.USER, prompt)
        answer = self._model.complete([system, *history, asked])
        said = for_speech(answer)
        if persona.name:
            # Small models like to write a script: "Santa Claus: Ho ho ho!"
            said = said.removeprefix(f"{persona.name}:").lstrip()
        if not said:
            raise NO_WORDS.error("nothing is left of its answer after cleaning")
        return pieces(said, REPLY_LIMIT)[0]
