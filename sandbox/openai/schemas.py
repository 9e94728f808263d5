"""What a chat request must look like; what the stand-in cannot use is ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.openai.errors import OpenaiError

ROLES = ("system", "developer", "user", "assistant", "tool", "function")


@dataclass(frozen=True, kw_only=True)
class ChatRequest:
    """A chat request, read and checked.

    Attributes:
        messages: `{role, content}` with plain text; `developer` became `system`.
        max_tokens: Most tokens of the reply.
        stop: Texts before which the reply ends.
    """

    model: str
    messages: Sequence[Mapping[str, str]]
    max_tokens: int | None
    stop: Sequence[str]
    stream: bool
    include_usage: bool


def read_chat(raw: str) -> ChatRequest:
    """Read a request's body.

    Raises:
        OpenaiError: It breaks the contract; `param` says where.
    """
    body = read_body(raw)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise OpenaiError("You must say which model to use.", param="model")
    _between(body, "temperature", 0, 2)
    _between(body, "top_p", 0, 1)
    if body.get("n") not in (None, 1):
        raise OpenaiError("This server makes one choice at a time.", param="n")
    stream = body.get("stream") is True
    options = body.get("stream_options")
    if options is not None and not stream:
        raise OpenaiError("Only a stream has options.", param="stream_options")
    return ChatRequest(
        model=model,
        messages=_messages(body.get("messages")),
        max_tokens=_max_tokens(body),
        stop=_stop(body.get("stop")),
        stream=stream,
        include_usage=isinstance(options, dict) and bool(options.get("include_usage")),
    )


def read_body(raw: str) -> Mapping[str, Any]:
    """Read any request's JSON object.

    Raises:
        OpenaiError: It is something else.
    """
    try:
        body = json.loads(raw)
    except ValueError:
        raise OpenaiError("The body could not be read as JSON.") from None
    if not isinstance(body, dict):
        raise OpenaiError("The body must be a JSON object.")
    return body


def _messages(found: Any) -> list[Mapping[str, str]]:
    if not isinstance(found, list):
        raise OpenaiError("`messages` must be an array.", param="messages")
    if not found:
        raise OpenaiError("`messages` must not be empty.", param="messages")
    return [_message(one, f"messages[{at}]") for at, one in enumerate(found)]


def _message(found: Any, at: str) -> Mapping[str, str]:
    if not isinstance(found, dict):
        raise OpenaiError(f"`{at}` must be an object.", param=at)
    role = found.get("role")
    if role not in ROLES:
        raise OpenaiError(
            f"`{at}.role` must be one of: {', '.join(ROLES)}.", param=f"{at}.role"
        )
    content = found.get("content")
    if content is None and role != "assistant":
        raise OpenaiError(f"`{at}.content` is missing.", param=f"{at}.content")
    return {
        "role": "system" if role == "developer" else role,
        "content": _text(content, f"{at}.content"),
    }


def _text(content: Any, at: str) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return " ".join(part for part in parts if isinstance(part, str))
    raise OpenaiError(f"`{at}` must be a string or an array of parts.", param=at)


def _max_tokens(body: Mapping[str, Any]) -> int | None:
    for name in ("max_completion_tokens", "max_tokens"):
        found = body.get(name)
        if found is None:
            continue
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise OpenaiError(f"`{name}` must be 1 or more.", param=name)
        return found
    return None


def _between(body: Mapping[str, Any], name: str, low: float, high: float) -> None:
    found = body.get(name)
    if found is None:
        return
    if not isinstance(found, int | float) or not low <= found <= high:
        raise OpenaiError(f"`{name}` must be from {low} to {high}.", param=name)


def _stop(found: Any) -> Sequence[str]:
    stops = [found] if isinstance(found, str) else found or []
    if not isinstance(stops, list) or len(stops) > 4:
        raise OpenaiError("`stop` must be at most 4 texts.", param="stop")
    if not all(isinstance(one, str) for one in stops):
        raise OpenaiError("`stop` must be a text or texts.", param="stop")
    return [one for one in stops if one]
