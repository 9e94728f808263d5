"""Links and images that are still being written."""

from __future__ import annotations

import re

from text.inline import ADDRESS, IMAGE_START

_ADDRESS = re.compile(ADDRESS)
_MAYBE_ADDRESS = re.compile(
    r"(?:\((?:[^()]|\([^()]{0,200}\)){0,2000}+(?:\([^()]{0,200})?|\[[^\[\]]{0,200})\Z"
)
_MAYBE_IMAGE = re.compile(rf"{IMAGE_START}\Z")
_BRACKETED = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,300}+")
_TWO_NOTES = re.compile(r"\[\d{1,3}\]\[")


def links_end(text: str) -> int:
    """Up to where nothing in `text` can become part of a link or an image."""
    end = _brackets_end(text)
    image = _MAYBE_IMAGE.search(text, max(0, end - 1), end)
    return image.start() if image else end


def _brackets_end(text: str) -> int:
    at = text.find("[")
    while at >= 0:
        end = _bracket_end(text, at)
        if end is None:
            return at
        at = text.find("[", end)
    return len(text)


def _bracket_end(text: str, at: int) -> int | None:
    """Where what the bracket at `at` opens ends; None while that is not written."""
    end = at
    while text.startswith("[", end):
        at = end
        inner = _BRACKETED.match(text, at)
        end = inner.end() if inner else at + 1
    if end == len(text) or text[end:] == "]":
        return None
    if text[end] != "]":
        return at + 1
    if _TWO_NOTES.match(text, at):
        return end + 1
    if address := _ADDRESS.match(text, end + 1):
        return address.end()
    return None if _MAYBE_ADDRESS.match(text, end + 1) else end + 1
