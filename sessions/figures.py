"""How long the steps of a reply took, from the request on, in milliseconds.

- `first_token_ms`: the model began to write.
- `first_sentence_ms`: its first sentence was complete, and fit to be said.
- `first_task_ms`: the cloud had taken it.
- `first_sound_ms`: it could be heard, by what is known of the cloud.
- `last_task_ms`: the cloud had taken the last sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

STEPS = (
    "first_token_ms",
    "first_sentence_ms",
    "first_task_ms",
    "first_sound_ms",
    "last_task_ms",
)

Figures = Mapping[str, float | None]


def quantiles(
    replies: Iterable[Figures], shares: Sequence[float]
) -> Mapping[tuple[str, float], float]:
    """The figure below which that share of the replies lies, by step and share.

    A step that no reply reached is left out.
    """
    reached: dict[str, list[float]] = {step: [] for step in STEPS}
    for figures in replies:
        for step in STEPS:
            figure = figures.get(step)
            if figure is not None:
                reached[step].append(figure)
    return {
        (step, share): _at(sorted(found), share)
        for step, found in reached.items()
        if found
        for share in shares
    }


def _at(ordered: Sequence[float], share: float) -> float:
    """The nearest rank: a figure that was really measured."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
