"""What a viewer and the model behind an avatar have said to each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

Messages = Sequence[Mapping[str, str]]
Reply = Callable[[Messages], Awaitable[str]]


class Thinker(Protocol):
    """Who can be seen to think; see Face."""

    def think(self, on: bool) -> None:
        """Show thought."""
        ...


class Talk:
    """One conversation.

    Args:
        reply: The model.
    """

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._said: list[Mapping[str, str]] = []

    async def answer(self, face: Thinker, prompt: str, text: str) -> str:
        """What the model says to `text`, while the face shows thought.

        Args:
            face: Whose words they will be.
            prompt: Who that is.
            text: What the viewer said.
        """
        self._said.append({"role": "user", "content": text})
        system = {"role": "system", "content": prompt}
        face.think(True)
        try:
            reply = await self._reply([system, *self._said])
        finally:
            face.think(False)
        self._said.append({"role": "assistant", "content": reply})
        return reply
