"""What a model server sends back: the words in it, or Malformed naming the field."""

from __future__ import annotations

import json
from typing import Any

from chat.failures import NO_WORDS, UNREADABLE
from text.marks import CLOSERS, MARKS, STOPS
from text.sentences import split

CUT_AT_LIMIT = "length"
_SENTENCE_ENDS = (*MARKS, *STOPS)


def words(body: bytes) -> str:
    """Read the text of a chat completion.

    A text that the token limit cut off loses its unfinished sentence, unless that is
    all there is.

    Raises:
        Malformed: It is not a chat completion, or one without any text.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise UNREADABLE.error("the body is not JSON") from None
    choice = _first(_field(answer, "choices"))
    text = _text(_field(_field(choice, "message"), "content")).strip()
    if not text:
        raise NO_WORDS.error("'content' is empty")
    if isinstance(choice, dict) and choice.get("finish_reason") == CUT_AT_LIMIT:
        return _whole_sentences(text)
    return text


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
