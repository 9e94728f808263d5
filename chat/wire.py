"""What a model server sends back: the words in it, or Malformed naming the field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from chat.failures import ITS_PROBLEM, NO_WORDS, UNREADABLE, in_stream
from text.marks import CLOSERS, MARKS, STOPS
from text.sentences import split

DONE = "[DONE]"
_CUT_AT_LIMIT = "length"
_SENTENCE_ENDS = (*MARKS, *STOPS)


@dataclass(frozen=True)
class Piece:
    """What one event of a stream adds to the reply.

    Attributes:
        text: More of it; nothing where the event tells of something else.
        ends: The model writes no more.
        cut: It ends because the token limit is reached.
    """

    text: str = ""
    ends: bool = False
    cut: bool = False


def words(body: bytes) -> str:
    """Read the text of a chat completion.

    A text that the token limit cut off loses its unfinished sentence, unless that is
    all there is.

    Raises:
        Malformed: It is not a chat completion, or one without any text.
    """
    whole = completion(body)
    text = whole.text.strip()
    if not text:
        raise NO_WORDS.error("'content' is empty")
    return _whole_sentences(text) if whole.cut else text


def completion(body: bytes) -> Piece:
    """Read a chat completion, as the one piece that it is.

    Raises:
        Malformed: It is not a chat completion.
    """
    choice = _first(_field(_json(body), "choices"))
    text = _text(_field(_field(choice, "message"), "content"))
    return Piece(text, ends=True, cut=choice.get("finish_reason") == _CUT_AT_LIMIT)


def piece(data: str) -> Piece:
    """Read the data of one event of a streamed chat completion.

    Only its first choice is read, and of that only what is to be said: no role, no
    refusal, no reasoning, no tool call. The event that tells the usage has no choice.
    Source: https://platform.openai.com/docs/api-reference/chat-streaming/streaming

    Raises:
        Malformed: It is not a chunk of a chat completion.
        UpstreamError: It tells of an error; see `failures.in_stream`.
    """
    if data.strip() == DONE:
        return Piece(ends=True)
    chunk = _json(data)
    if isinstance(chunk, dict) and chunk.get("error") is not None:
        raise in_stream(chunk["error"])
    choices = _field(chunk, "choices")
    if choices == []:
        return Piece()
    choice = _first(choices)
    delta = (choice.get("delta") or {}) if isinstance(choice, dict) else None
    if not isinstance(delta, dict):
        raise UNREADABLE.error("'delta' is not an object")
    reason = choice.get("finish_reason")
    if reason == "error":
        raise ITS_PROBLEM.error("the stream ended with an error")
    # Some servers write "" for "not yet", where the platform writes null.
    return Piece(
        _text(delta.get("content")), ends=bool(reason), cut=reason == _CUT_AT_LIMIT
    )


def flagged(body: bytes) -> bool:
    """Read whether a moderation found anything at all.

    Source: https://platform.openai.com/docs/api-reference/moderations/object

    Raises:
        Malformed: It is not the answer of a moderation.
    """
    results = _field(_json(body), "results")
    if not isinstance(results, list) or not results:
        raise UNREADABLE.error("'results' holds nothing")
    verdicts = [_field(one, "flagged") for one in results]
    if not all(isinstance(one, bool) for one in verdicts):
        raise UNREADABLE.error("'flagged' is not true or false")
    return any(verdicts)


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UNREADABLE.error("it is not JSON") from None


def _field(value: Any, name: str) -> Any:
    if not isinstance(value, dict) or name not in value:
        raise UNREADABLE.error(f"'{name}' is missing")
    return value[name]


def _first(choices: Any) -> Any:
    if not isinstance(choices, list) or not choices:
        raise UNREADABLE.error("'choices' holds nothing")
    return choices[0]


def _text(content: Any) -> str:
    """A content is text, nothing, or with some servers a list of typed parts."""
    if content is None or isinstance(content, str):
        return content or ""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    raise UNREADABLE.error("'content' is not text")


def _whole_sentences(text: str) -> str:
    if text.rstrip(CLOSERS).endswith(_SENTENCE_ENDS):
        return text
    *whole, unfinished = split(text)
    return text[: text.rindex(unfinished)].rstrip() if whole else text
