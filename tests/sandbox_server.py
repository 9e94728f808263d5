"""The real sandbox as a child process, and verbs for its control routes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parent.parent
READY = "sandbox ready on "


class SandboxControl:
    """What a test may ask of the sandbox beside the clouds it imitates.

    Attributes:
        url: `http://127.0.0.1:<port>`.
        heygen_url: HeyGen's base URL in the sandbox.
        liveavatar_url: LiveAvatar's.
        petya_url: Petya's.
        openai_url: The model server's base URL in the sandbox.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.heygen_url = f"{url}/heygen"
        self.liveavatar_url = f"{url}/liveavatar"
        self.petya_url = f"{url}/petya"
        self.openai_url = f"{url}/openai/v1"
        self._http = requests.Session()

    def close(self) -> None:
        self._http.close()

    def call(self, method: str, name: str, body: dict[str, Any] | None = None) -> Any:
        answer = self._http.request(
            method, f"{self.url}/_sandbox/{name}", json=body, timeout=10
        )
        assert answer.ok, answer.text
        return answer.json()

    def reset(self) -> None:
        """Close every session, forget everything, return to the real time."""
        self.call("POST", "reset")

    def advance(self, seconds: float) -> None:
        """Push the sandbox's clock; what falls due has happened on return."""
        self.call("POST", "clock", {"advance_s": seconds})

    def fault(self, path: str, **what: Any) -> None:
        """Order a failure; see sandbox/faults.py for what can go wrong.

        `sandbox.fault("/heygen/v1/streaming.task", status=500, times=2)`
        """
        self.call("POST", "faults", {"path": path, **what})

    def limits(self, **values: float) -> None:
        """Change max_sessions, credits, idle_timeout_s, ... until the next reset."""
        self.call("POST", "limits", values)

    def model(self, say: Sequence[str] | None = None, **values: float) -> None:
        """Change first_token_delay_s, tokens_per_second until the next reset.

        Args:
            say: What the next replies say, word for word, one each.
            values: The pace.
        """
        script = {} if say is None else {"say": list(say)}
        self.call("POST", "model", {**values, **script})

    def seed(self, seed: int) -> None:
        """Choose the words of the stand-in model."""
        self.call("POST", "seed", {"seed": seed})

    def hear(self, *transcripts: str) -> None:
        """What the next utterances shall be understood as, in this order."""
        self.call("POST", "hearing", {"transcripts": transcripts})

    def liveavatar_limits(self, **values: float) -> None:
        """The same for LiveAvatar, which has no start_timeout_s."""
        self.call("POST", "liveavatar/limits", values)

    def customer(self, key: str, **what: Any) -> None:
        """Tell Petya about a customer: avatar_id, intro, voice_id, known, ..."""
        self.call("POST", "petya/customers", {"key": key, **what})

    def deliveries(self) -> list[dict[str, Any]]:
        """What Petya was sent, in the order it came."""
        sent: list[dict[str, Any]] = self.call("GET", "petya/deliveries")["deliveries"]
        return sent

    def visits(self) -> dict[str, list[dict[str, Any]]]:
        """Petya's `visitors` and `conversations`, as the chat plugin began them."""
        seen: dict[str, list[dict[str, Any]]] = self.call("GET", "petya/visits")
        return seen

    def requests(self, path: str | None = None) -> list[dict[str, Any]]:
        """Requests seen, oldest first; with `path`, only those to it."""
        seen: list[dict[str, Any]] = self.call("GET", "requests")["requests"]
        return [one for one in seen if path in (None, one["path"])]

    def transcript(self) -> list[dict[str, Any]]:
        """What was really spoken, task by task, oldest first."""
        spoken: list[dict[str, Any]] = self.call("GET", "transcript")["transcript"]
        return spoken

    def sessions(self) -> list[dict[str, Any]]:
        """Every session of either cloud since the last reset, live and ended."""
        sessions: list[dict[str, Any]] = self.call("GET", "sessions")["sessions"]
        return sessions


class SandboxServer:
    """`python -m sandbox` on a free port; a context manager giving its control.

    Args:
        options: More of its command line, such as `--max-sessions 1`.
        livekit: LIVEKIT_URL and what belongs to it; those around us count for nothing.
    """

    def __init__(self, *options: str, livekit: Mapping[str, str] | None = None) -> None:
        ours = {k: v for k, v in os.environ.items() if not k.startswith("LIVEKIT_")}
        self._environ = ours | dict(livekit or {})
        self._command = [
            *(sys.executable, "-m", "sandbox", "--port", "0", "--stdin-lifeline"),
            *options,
        ]

    def __enter__(self) -> SandboxControl:
        self._child = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line.startswith(READY), f"the sandbox did not start: {line!r}"
        self._control = SandboxControl(line.removeprefix(READY).split()[0])
        return self._control

    def __exit__(self, *_failure: object) -> None:
        self._control.close()
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait(timeout=10)
        self._child.stdout.close()
