"""Waiting for what another thread or process will do, without guessing how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STEP_S = 0.01


def until(condition: Callable[[], T], *, within_s: float = 10.0) -> T:
    """Ask `condition` again and again until what it gives is true, and give that."""
    deadline = time.monotonic() + within_s
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(STEP_S)
    return found
