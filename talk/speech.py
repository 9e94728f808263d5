"""What was said in answer to a request, and the steps on the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.notice import Notice
from sessions.figures import Figures
from sessions.model import SpokenTask
from text.duration import estimate_s


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What was said, and for how long.

    Attributes:
        turn: The turn it belongs to.
        text: The words.
        tasks: What the cloud took.
        complete: False when an interrupt kept some of it unsaid.
        notice: Why it is something else than what was asked for.
        figures: When its steps were reached; None where no model was asked.
    """

    turn: int
    text: str
    tasks: Sequence[SpokenTask] = ()
    complete: bool = True
    notice: Notice | None = None
    figures: Figures | None = None

    @property
    def duration_s(self) -> float:
        """The cloud's figures, or an estimate where it gave none."""
        return round(sum(map(_duration_s, self.tasks)), 3)


@dataclass(frozen=True)
class Step:
    """Something on the way to a reply.

    Attributes:
        name: `turn` has begun, a `sentence` is complete, it was `spoken`: the cloud
            took it.
        data: Its figures and words.
    """

    name: str
    data: Mapping[str, object]


def _duration_s(task: SpokenTask) -> float:
    if task.duration_ms is None:
        return estimate_s(task.text)
    return task.duration_ms / 1000
