"""What of a speech could be heard until it was cut short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sessions.model import Turn
from text.duration import estimate_s
from text.graphemes import safe_cut

Task = Mapping[str, Any]


def until(tasks: Sequence[Task], elapsed_ms: float) -> str:
    """The words that were audible `elapsed_ms` after the speech began.

    Tasks are said one after the other. Within one, time passes evenly over its
    characters, and a word counts once all of it was said.

    Args:
        tasks: `{text, duration_ms, at_ms}`, in order.
        elapsed_ms: Since the moment that `at_ms` counts from.
    """
    return " ".join(filter(None, _parts(tasks, elapsed_ms)))


def as_heard(turn: Turn, now: datetime) -> Turn:
    """The turn as far as it was heard, should it be cut short at this moment."""
    if turn.ends_at is None or turn.ends_at <= now:
        return turn
    elapsed_ms = (now - turn.began_at) / timedelta(milliseconds=1)
    words = until(turn.tasks, elapsed_ms)
    return replace(turn, text=words, ends_at=now, interrupted=True)


def ends_ms(tasks: Sequence[Task]) -> float:
    """When the last of them has been said, in the same milliseconds."""
    *_, (_, _, end_ms) = _times(tasks)
    return end_ms


def _parts(tasks: Sequence[Task], elapsed_ms: float) -> Iterator[str]:
    for task, start_ms, end_ms in _times(tasks):
        if elapsed_ms >= end_ms:
            yield task["text"]
        elif elapsed_ms > start_ms:
            share = (elapsed_ms - start_ms) / (end_ms - start_ms)
            yield _whole_words(task["text"], share)


def _times(tasks: Sequence[Task]) -> Iterator[tuple[Task, float, float]]:
    end_ms = 0.0
    for task in tasks:
        start_ms = max(end_ms, task.get("at_ms", 0.0))
        end_ms = start_ms + duration_ms(task)
        yield task, start_ms, end_ms


def duration_ms(task: Task) -> float:
    """The cloud's figure, or an estimate where it gave none."""
    known = task["duration_ms"]
    return float(known) if known is not None else estimate_s(task["text"]) * 1000


def _whole_words(text: str, share: float) -> str:
    said = int(len(text) * share)
    if not any(map(str.isspace, text)):
        # Scripts without spaces: what can be cut off is a character.
        return text[: safe_cut(text, 0, said)] if said else ""
    if not text[said].isspace():
        said = max(at for at in range(-1, said) if at < 0 or text[at].isspace())
    return text[: max(said, 0)].rstrip()
