"""A sandbox whose model speaks from a script, the app before it, and its sessions."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests

from bench.relayed import app_with
from tests.sandbox_server import SandboxControl, SandboxServer

V1 = "/heygen/v1/streaming"
DONE = {"code": 100, "message": "success", "data": None}
TASK = {**DONE, "data": {"task_id": "t", "duration_ms": 30.0}}
SENTENCES = (
    "The workshop is busy this week because the new trains still need their wheels.",
    "Every morning the first lamp goes on at five, long before the snow turns blue.",
    "I like to begin with the smallest toys, since they ask for the calmest hands.",
    "After breakfast the reindeer come to the window and look for the carrot box.",
    "Nobody has ever finished a whole list before lunch, though many have tried it.",
    "In the afternoon we test what we have built, and that is the loudest hour.",
    "Sometimes a letter arrives that is only a drawing, and we all stop to see it.",
    "The mail elves keep those in a drawer of their own, sorted by the colours used.",
    "When the wind comes from the east, the chimney sings a tune that I know well.",
    "My sleigh is older than the harbour, and it still needs no more than a polish.",
    "At night we count the stars over the roof, and we never agree on the number.",
    "That is how a day goes by up here, and I would not trade it for another one.",
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Everything a measurement needs.

    Attributes:
        sandbox: The clouds; its recorder is the witness.
        app: The app's address.
    """

    sandbox: SandboxControl
    app: str

    def session(self) -> str:
        """The id of a live session; no media flows in it."""
        face = f"{self.app}/persona/heygen/session"
        data = requests.post(f"{face}/create", json={}, timeout=30).json()["data"]
        start = {"session_id": data["session_id"], "sdp": "v=0"}
        requests.post(f"{face}/start", json=start, timeout=30).raise_for_status()
        return str(data["session_id"])

    def ask(self, session_id: str, **more: Any) -> requests.Response:
        """Talk to it, and read the stream of the reply to its end."""
        body = {
            "session_id": session_id,
            "text": "How is your day?",
            "generate_ai_response": True,
            **more,
        }
        return requests.post(
            f"{self.app}/persona/heygen/text",
            json=body,
            headers={"Accept": "text/event-stream"},
            timeout=120,
        )


@contextmanager
def stage(*, first_token_s: float, tokens_per_s: float) -> Iterator[Stage]:
    """Set it up; the cloud takes every task at once."""
    wide = (
        *("--max-sessions", "1000", "--credits", "1000000"),
        # Nobody watches, so nobody really connects.
        *("--start-timeout", "100000", "--session-limit", "100000"),
        *("--idle-timeout", "100000"),
    )
    with SandboxServer(*wide) as sandbox:
        for call, body in (("start", DONE), ("task", TASK), ("interrupt", DONE)):
            sandbox.fault(f"{V1}.{call}", status=200, body=body, times=None)
        sandbox.model(first_token_delay_s=first_token_s, tokens_per_second=tokens_per_s)
        settings = {
            "HEYGEN_BASE_URL": sandbox.heygen_url,
            "OPENAI_BASE_URL": sandbox.openai_url,
            # A summary would take a line of the script.
            "MEMORY_TOKENS": "0",
        }
        with app_with(settings) as app:
            yield Stage(sandbox=sandbox, app=app)


def script(sandbox: SandboxControl, answers: Sequence[str]) -> None:
    """Have the model say these next, one each."""
    sandbox.model(say=list(answers))


def now() -> float:
    """The time by which the sandbox's recorder goes."""
    return time.time()
