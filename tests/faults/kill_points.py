"""What a server can be doing, and at which step of it, when it is killed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.clouds import HEYGEN, LIVEAVATAR, TOKEN
from tests.faults.acts import HOURS, SUCCESS, TASK, V1

# How the cloud behaves at each step; the last two also need the ledger locked.
STEPS: dict[str, dict[str, Any]] = {
    "answered and written down": {},
    "half answered": {"cut": True},
    "asked and never done": {"delay_s": HOURS, "drop": "before"},
    "asked and done after the kill": {"delay_s": 1.5},
    "done and not answered": {"late_s": HOURS},
    "answered and not written down": {"late_s": 0.4},
    "not written down and not asked": {},
}
*_, UNWRITTEN, UNASKED = STEPS
AT_ONCE = ("answered and written down", "half answered")


@dataclass(frozen=True)
class Act:
    """Something a client does.

    Attributes:
        route: Ours.
        cloud: The cloud's path; empty for words that go into a room.
        body: Ours, beside the session's id.
        answer: The cloud's, if not its own.
        writes_first: Whether it is written down before the cloud is asked.
    """

    route: str
    cloud: str
    body: Mapping[str, Any] = field(default_factory=dict)
    answer: Mapping[str, Any] = field(default_factory=dict)
    writes_first: bool = False


HELLO = {"text": "Hello."}
ACTS: dict[str, dict[str, Act]] = {
    "heygen": {
        "create": Act("session/create", HEYGEN.opens, writes_first=True),
        "start": Act(
            "session/start",
            f"{V1}.start",
            HEYGEN.start,
            {"status": 200, "body": SUCCESS},
        ),
        "text": Act("text", f"{V1}.task", HELLO, {"status": 200, "body": TASK}),
        "stop": Act("session/stop", HEYGEN.stops, writes_first=True),
    },
    "liveavatar": {
        "name": Act("session/create", TOKEN, writes_first=True),
        "create": Act("session/create", LIVEAVATAR.opens, writes_first=True),
        "stop": Act("session/stop", LIVEAVATAR.stops, writes_first=True),
        "text": Act("text", "", HELLO),
    },
}
Point = tuple[str, str]
POINTS: dict[str, list[Point]] = {
    cloud: [
        (name, step)
        for name, act in acts.items()
        for step in STEPS
        if act.cloud and (step != UNASKED or act.writes_first)
    ]
    for cloud, acts in ACTS.items()
}
"""By cloud: where a server can be killed."""
