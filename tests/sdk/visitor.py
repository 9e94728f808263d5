"""Somebody at the page: what they have the SDK do, and what they get to know."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from playwright.sync_api import Page

QUIET = 0.004
LOUD = 0.01
ROOM_DELETED = 5
UTTERANCE = [
    "avatar_start_talking",
    "avatar_talking_message",
    "avatar_end_message",
    "avatar_stop_talking",
]
Event = dict[str, Any]


class Visitor:
    """Uses one page of the site.

    Args:
        page: Opened, and clicked once, so that it may sound.
        base: Our server, the SDK's `basePath`.
    """

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def open(self, version: str = "2-1-0", **wishes: Any) -> str:
        """`createStartAvatar` and `stream_ready` of SDK 2.x; the session's id."""
        wishes = {"avatarName": "", "quality": "low", **wishes}
        session_id: str = self.call("open", version, self.base, wishes)
        self.until("stream_ready")
        return session_id

    def open_old(self, **wishes: Any) -> str:
        """`createStartAvatar` of SDK 1.0.16; the session's id."""
        session_id: str = self.call("openOld", self.base, wishes)
        return session_id

    def call(self, name: str, *given: Any) -> Any:
        """Call a function of the page."""
        return self.page.evaluate(f"given => {name}(...given)", given)

    def sdk(self, method: str, *given: Any) -> Any:
        """Call a method of the SDK's object, and wait for what it promises."""
        return self.call(f"avatar.{method}", *given)

    def happened(self, *types: str) -> list[Event]:
        """What the SDK has told, in order: all of it, or events of these types."""
        events: list[Event] = self.page.evaluate("happened")
        return [one for one in events if not types or one["type"] in types]

    def until(self, kind: str, times: int = 1) -> Event:
        """Wait until an event was told so many times; the last one's detail."""
        self.page.wait_for_function(
            "([type, times]) => happened.filter(e => e.type === type).length >= times",
            arg=[kind, times],
        )
        detail: Event = self.happened(kind)[times - 1]["detail"]
        return detail

    def until_loud(self) -> None:
        self.page.wait_for_function("loud => loudness() > loud", arg=LOUD)

    def was_heard(self) -> list[bool]:
        """Whether there was a sound with each thing the avatar said."""
        peaks: list[float] = self.page.evaluate("peaks")
        return [peak > LOUD for peak in peaks]

    def loudest(self, for_ms: int = 300) -> float:
        """The loudest moment within `for_ms`, 0 to 1."""
        heard: float = self.call("loudest", for_ms)
        return heard

    def until_quiet(self) -> None:
        """Wait until there is nothing to be heard for a third of a second."""
        self.page.wait_for_function(
            "async quiet => await loudest(300) < quiet", arg=QUIET
        )

    def said(self, who: str = "avatar") -> list[tuple[str, str]]:
        """What the avatar, or the user, was told to have said: task ids and texts."""
        pieces = self.happened(f"{who}_talking_message")
        return [
            (task_id, "".join(one["detail"]["message"] for one in group))
            for task_id, group in groupby(pieces, lambda one: one["detail"]["task_id"])
        ]

    def words(self) -> list[str]:
        """What the avatar was told to have said: texts alone."""
        return [text for _, text in self.said()]

    def order(self) -> list[str]:
        """The types of what has happened; what comes in pieces is named once."""
        kinds = [one["type"] for one in self.happened()]
        # Not an event of the conversation: it comes whenever the SDK has measured.
        told = [kind for kind in kinds if kind != "connection_quality_changed"]
        return [kind for kind, _ in groupby(told)]
