"""This server's link to LiveAvatar: its calls, its seats in the rooms, and its ears."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from config import Config
from liveavatar.agents import Agents
from liveavatar.client import LiveavatarClient
from liveavatar.cloud import LiveavatarCloud
from liveavatar.ears import Ears
from upstream.http import Http


class Link:
    """Everything that reaches LiveAvatar.

    Args:
        http: Carries the account's key; None when this server has none.
        config: The owner's choices.
        keys: The cloud_keys of a session, by LiveAvatar's id for it.

    Attributes:
        client: Its API.
        cloud: Its sessions, for the core.
        ears: Who takes what is heard in the rooms; set once there is a core.
    """

    def __init__(
        self,
        *,
        http: Http | None,
        config: Config,
        keys: Callable[[str], Mapping[str, str]],
    ) -> None:
        self.ears: Ears | None = None
        self.client = LiveavatarClient(http=http)
        self._agents = Agents(on_event=self._event, on_viewer=self._viewer)
        self.cloud = LiveavatarCloud(
            client=self.client,
            agents=self._agents,
            keys=keys,
            avatar_id=config.liveavatar_avatar,
            is_free=config.liveavatar_is_free,
        )

    def close(self) -> None:
        """Leave the rooms."""
        self._agents.close()

    def _event(self, session_id: str, event: Mapping[str, Any]) -> None:
        if self.ears is not None:
            self.ears.event(session_id, event)

    def _viewer(self, session_id: str, there: bool) -> None:
        if self.ears is not None:
            self.ears.viewer(session_id, there)
