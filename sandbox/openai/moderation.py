"""The stand-in moderation: a short list of words by category, and nothing else."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.openai.errors import OpenaiError
from sandbox.openai.schemas import read_body

DEFAULT_MODEL = "omni-moderation-latest"
FLAGGED_SCORE = 0.98
CLEAN_SCORE = 0.0001

CATEGORIES = (
    *("harassment", "harassment/threatening", "hate", "hate/threatening"),
    *("illicit", "illicit/violent", "self-harm", "self-harm/instructions"),
    *("self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic"),
)
"""Every category there is.

Source: https://platform.openai.com/docs/guides/moderation
"""

WORDS: Mapping[str, Sequence[str]] = {
    "harassment": ("idiot", "moron"),
    "hate": ("subhuman", "vermin"),
    "illicit": ("cocaine", "shoplift"),
    "illicit/violent": ("bomb", "grenade"),
    "self-harm": ("suicide", "self-harm"),
    "sexual": ("porn", "nude"),
    "violence": ("kill", "murder"),
    "violence/graphic": ("behead", "gore"),
}
"""What it flags: these words, also with an ending, in capitals or not."""

_ENDING = "(?:s|ed|er|ers|ing)?"
_PATTERNS = {
    category: re.compile(rf"\b(?:{'|'.join(words)}){_ENDING}\b", re.IGNORECASE)
    for category, words in WORDS.items()
}


@dataclass(frozen=True)
class ModerationRequest:
    """A moderation request, read and checked; one verdict for each text."""

    model: str
    texts: Sequence[str]


def read_moderation(raw: str) -> ModerationRequest:
    """Read a request's body.

    Source: https://platform.openai.com/docs/api-reference/moderations/create

    Raises:
        OpenaiError: It breaks the contract; `param` says where.
    """
    body = read_body(raw)
    model = body.get("model") or DEFAULT_MODEL
    if not isinstance(model, str):
        raise OpenaiError("`model` must be a string.", param="model")
    return ModerationRequest(model=model, texts=_texts(body.get("input")))


def moderate(asked: ModerationRequest) -> dict[str, Any]:
    """The answer, in the platform's shape."""
    return {
        "id": f"modr-{uuid.uuid4().hex}",
        "model": asked.model,
        "results": [_verdict(text) for text in asked.texts],
    }


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    if isinstance(found, list) and found:
        if all(isinstance(one, str) for one in found):
            return found
        if all(isinstance(one, dict) for one in found):
            # Parts of one thing, pictures among them: one verdict for all.
            parts = [part.get("text") for part in found]
            return [" ".join(part for part in parts if isinstance(part, str))]
    raise OpenaiError(
        "`input` must be a string, an array of strings or an array of parts.",
        param="input",
    )


def _verdict(text: str) -> dict[str, Any]:
    found = {name for name, pattern in _PATTERNS.items() if pattern.search(text)}
    return {
        "flagged": bool(found),
        "categories": {name: name in found for name in CATEGORIES},
        "category_scores": {
            name: FLAGGED_SCORE if name in found else CLEAN_SCORE for name in CATEGORIES
        },
        "category_applied_input_types": {
            name: ["text"] if name in found else [] for name in CATEGORIES
        },
    }
