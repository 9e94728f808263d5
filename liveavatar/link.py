"""This server's side of LiveAvatar: calls, rooms, the proxy, and what it delivers.

It is put together in two steps, since the core needs its cloud and it needs the core.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import click
from sqlalchemy import Connection

from config import Config
from deliveries.cli import create_group as deliveries_group
from deliveries.courier import Courier
from deliveries.outbox import Outbox
from liveavatar.agents import Agents
from liveavatar.client import LiveavatarClient
from liveavatar.cloud import LiveavatarCloud
from liveavatar.customers_cli import create_group as customers_group
from liveavatar.ears import Answers, Ears
from liveavatar.proxy_build import (
    Delivering,
    Routes,
    delivering,
    directory_of,
    file_of,
    petya_of,
)
from sessions.core import Core
from sessions.model import Session
from upstream.http import Http
from web.auth import Keys


class Link:
    """Everything that reaches LiveAvatar, or is reached through it.

    Args:
        http: Carries the account's key; None when this server has none.
        config: The owner's choices.
        core: The session core, once there is one.
        now: The clock, in UTC.

    Attributes:
        is_on: Whether LiveAvatar is the cloud that lends the face.
        cloud: Its sessions, for the core.
        outbox: What is to be delivered; set by `attend`.
    """

    def __init__(
        self,
        *,
        http: Http | None,
        config: Config,
        core: Callable[[], Core],
        now: Callable[[], datetime],
    ) -> None:
        self.is_on = config.avatar_cloud.lower() == "liveavatar"
        self._config = config
        self._now = now
        self._client = LiveavatarClient(http=http if self.is_on else None)
        self._agents = Agents(on_event=self._event, on_viewer=self._viewer)
        self._ears: Ears | None = None
        self._delivering: Delivering | None = None
        self.cloud = LiveavatarCloud(
            client=self._client,
            agents=self._agents,
            keys=lambda session_id: core().sessions.find(session_id).cloud_keys,
            avatar_id=config.liveavatar_avatar,
            is_free=config.liveavatar_is_free,
        )

    def attend(self, core: Core, *, answers: Answers, keys: Keys) -> Routes:
        """Listen to the rooms, and serve customers.

        Args:
            core: The session core.
            answers: Who answers what viewers say aloud, unless the cloud does.
            keys: The API keys of this server.

        Returns:
            The proxy's routes.
        """
        config, petya = self._config, petya_of(self._config)
        routes = Routes(
            config=config,
            client=self._client,
            sessions=core.sessions,
            database=core.database,
            customers=directory_of(config, petya, keys),
            now=self._now,
            is_on=self.is_on,
        )
        self.outbox = Outbox(database=core.database, now=self._now)
        if petya is not None:
            self._delivering = delivering(
                database=core.database,
                outbox=self.outbox,
                petya=petya,
                client=self._client,
                leads=lambda: core.runner.leads,
                now=self._now,
            )
        self._ears = Ears(
            sessions=core.sessions,
            answers=None if config.talk_with.lower() == "cloud" else answers,
            reported=routes.reported,
            back_within_s=config.viewer_back_s,
        )
        return routes

    def at_end(self, connection: Connection, session: Session) -> None:
        """What follows from the end of a session, within its transaction."""
        if self._delivering is not None:
            self._delivering.reports.write(connection, session)

    def at_erasure(self, connection: Connection, session_id: str) -> None:
        """Take the words of a session out of what is not delivered yet."""
        self.outbox.erase(connection, session_id)

    @property
    def courier(self) -> Courier | None:
        """Who delivers, where anybody is told at all."""
        return self._delivering.courier if self._delivering is not None else None

    def commands(self) -> Sequence[click.Group]:
        """The operator's hands; see `attend`."""
        return (
            deliveries_group(self.outbox),
            customers_group(file_of(self._config)),
        )

    def begin(self) -> None:
        """Start what runs beside the requests."""
        if self._delivering is not None:
            self._delivering.post.start()

    def close(self) -> None:
        """Leave the rooms, and deliver no more."""
        self._agents.close()
        if self._delivering is not None:
            self._delivering.post.stop()

    def _event(self, session_id: str, event: Mapping[str, Any]) -> None:
        if self._ears is not None:
            self._ears.event(session_id, event)

    def _viewer(self, session_id: str, there: bool) -> None:
        if self._ears is not None:
            self._ears.viewer(session_id, there)
