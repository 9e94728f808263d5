"""The wire form of one reply: whole, or event by event."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from sandbox.openai.models import Completion
from sandbox.openai.schemas import ChatRequest

DONE = b"data: [DONE]\n\n"
COMMENT = b": still thinking\n\n"
"""Says nothing and keeps a connection open, as some servers do."""


class ChatAnswer:
    """One reply, whatever it will say; its id is the same in all its events."""

    def __init__(self, chat: ChatRequest) -> None:
        self._chat = chat
        self._common = {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "created": int(time.time()),
            "model": chat.model,
            "system_fingerprint": "fp_sandbox",
        }

    def whole(self, text: str, completion: Completion) -> dict[str, Any]:
        """The answer to a request that asks for no stream."""
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": completion.finish_reason,
        }
        return {
            **self._common,
            "object": "chat.completion",
            "choices": [choice],
            "usage": completion.usage(),
        }

    def chunk(self, delta: dict[str, str], finish_reason: str | None = None) -> bytes:
        """One event of a stream."""
        choice = {
            "index": 0,
            "delta": delta,
            "logprobs": None,
            "finish_reason": finish_reason,
        }
        return self._chunk([choice], None)

    def end(self, completion: Completion) -> bytes:
        """The last events of a stream."""
        last = self.chunk({}, completion.finish_reason)
        if self._chat.include_usage:
            last += self._chunk([], completion.usage())
        return last + DONE

    def _chunk(
        self, choices: list[dict[str, Any]], usage: dict[str, int] | None
    ) -> bytes:
        chunk: dict[str, Any] = {
            **self._common,
            "object": "chat.completion.chunk",
            "choices": choices,
        }
        if self._chat.include_usage:
            chunk["usage"] = usage
        return event(chunk)


def event(data: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(data).encode() + b"\n\n"
