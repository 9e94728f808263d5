"""The proxy's contract tests: who is who, and what Petya was told."""

from __future__ import annotations

from typing import Any

from tests.sandbox_server import SandboxControl
from tests.waiting import until

ACCOUNT = "la-0123456789-account"
SECRET = "petya-0123456789-secret"
INTRO = "Hello, I am the shop's assistant."
LIVEAVATAR = "/liveavatar/v1"


def delivered(sandbox: SandboxControl, conversation_id: str) -> list[dict[str, Any]]:
    """The ends of a conversation that Petya was told of, once there is one."""
    mine = ("status", conversation_id)

    def ends() -> list[dict[str, Any]]:
        told = sandbox.deliveries()
        return [one for one in told if (one["kind"], one["conversation_id"]) == mine]

    return until(ends)
