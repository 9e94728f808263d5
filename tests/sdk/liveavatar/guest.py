"""Somebody at the page of a customer, whose own back-end has the token made."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import Page

KEY = "a-customers-key"
QUIET = 0.004
LOUD = 0.01


class Guest:
    """Uses the page.

    Args:
        page: Opened, and clicked once, so that it may sound.
        base: Our server, the SDK's `apiUrl`.
    """

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def token(self, **wishes: Any) -> dict[str, str]:
        """`{session_id, session_token}`, as the customer's server gets it."""
        answer = requests.post(
            f"{self.base}/v1/sessions/token",
            json={"conversation_id": "conversation-1", "quality": "low", **wishes},
            headers={"X-Api-Key": KEY},
            timeout=10,
        )
        data: dict[str, str] = answer.json()["data"]
        return data

    def open(self, voice_chat: Any = False, **wishes: Any) -> str:
        """`start` and `stream_ready`; the session's id."""
        token = self.token(**wishes)["session_token"]
        session_id: str = self.call("open", self.base, token, voice_chat)
        self.until("session.stream_ready")
        return session_id

    def call(self, name: str, *given: Any) -> Any:
        """Call a function of the page."""
        return self.page.evaluate(f"given => {name}(...given)", given)

    def sdk(self, method: str, *given: Any) -> Any:
        """Call a method of the SDK's object, and wait for what it promises."""
        return self.call(f"session.{method}", *given)

    def happened(self, *types: str) -> list[dict[str, Any]]:
        """What the SDK has told, in order: all of it, or events of these types."""
        events: list[dict[str, Any]] = self.page.evaluate("happened")
        return [one for one in events if not types or one["type"] in types]

    def until(self, kind: str, times: int = 1) -> Any:
        """Wait until an event was told so many times; the last one's detail."""
        self.page.wait_for_function(
            "([type, times]) => happened.filter(e => e.type === type).length >= times",
            arg=[kind, times],
        )
        return self.happened(kind)[times - 1]["detail"]

    def until_loud(self) -> None:
        self.page.wait_for_function("loud => loudness() > loud", arg=LOUD)

    def until_quiet(self) -> None:
        """Wait until there is nothing to be heard for a third of a second."""
        self.page.wait_for_function(
            "async quiet => await loudest(300) < quiet", arg=QUIET
        )
