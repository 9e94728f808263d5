"""The stand-in model as a server: tokens, their pace, where a reply ends."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sandbox.mind.mind import reply
from sandbox.mind.summary import wants_summary
from sandbox.openai.schemas import ChatRequest
from sandbox.options import Pace

MODELS = ("gpt-4o-mini", "gpt-4o", "sandbox-mind")
"""Models it lists; it answers to any other name as well, always with the same mind."""

REFUSED_MODEL = "refused-model"
"""The one model name that does not exist."""

Messages = Sequence[Mapping[str, str]]
Wait = Callable[[float], Awaitable[None]]
_TOKEN = re.compile(r"\s*\S{1,8}|\s+$")


@dataclass(frozen=True)
class Completion:
    """A reply cut into tokens.

    Attributes:
        finish_reason: `stop`, or `length` where max_tokens cut it off.
        prompt_tokens: Size of what was asked.
    """

    tokens: Sequence[str]
    finish_reason: str
    prompt_tokens: int

    def usage(self) -> dict[str, int]:
        """The bill, in OpenAI's words."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": len(self.tokens),
            "total_tokens": self.prompt_tokens + len(self.tokens),
        }


class ModelServer:
    """Writes replies at a settable pace.

    Args:
        pace: How fast; may be replaced while it runs.
        seed: Chooses among equally good words; may be replaced as well.

    Attributes:
        script: What the next replies say word for word, one each; may be replaced.
    """

    def __init__(self, *, pace: Pace, seed: int) -> None:
        self.pace = pace
        self.seed = seed
        self.script: deque[str] = deque()

    def complete(self, chat: ChatRequest) -> Completion:
        """The whole reply, at once; a scripted one heeds neither limit nor stop."""
        asked = sum(len(tokenise(one["content"])) for one in chat.messages)
        scripted = self._scripted(chat.messages)
        if scripted is not None:
            return Completion(tokenise(scripted), "stop", asked)
        text = reply(chat.messages, seed=self.seed)
        cuts = [at for stop in chat.stop if (at := text.find(stop)) >= 0]
        tokens = tokenise(text[: min(cuts, default=len(text))])
        limit = chat.max_tokens or len(tokens)
        reason = "stop" if len(tokens) <= limit else "length"
        return Completion(tokens[:limit], reason, asked)

    async def write(
        self, tokens: Sequence[str], wait: Wait = asyncio.sleep, *, begun: bool = False
    ) -> AsyncIterator[str]:
        """Each token when its time has come.

        Args:
            tokens: What is written.
            wait: Lets seconds pass.
            begun: Whether they go on with a reply, the first token being out.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + (0.0 if begun else self.pace.first_token_delay_s)
        for token in tokens:
            if (wait_s := due - loop.time()) > 0:
                await wait(wait_s)
            yield token
            if self.pace.tokens_per_second:
                due += 1 / self.pace.tokens_per_second

    async def say(self, messages: Messages) -> str:
        """A whole reply at the model's pace, for `talk` tasks."""
        text = self._scripted(messages)
        if text is None:
            text = reply(messages, seed=self.seed)
        return "".join([token async for token in self.write(tokenise(text))])

    def _scripted(self, messages: Messages) -> str | None:
        """The next line of the script; a summary is made in earnest all the same."""
        if self.script and not wants_summary(messages):
            return self.script.popleft()
        return None


def tokenise(text: str) -> list[str]:
    """Cut a text into tokens, each with the space before it."""
    return _TOKEN.findall(text)
