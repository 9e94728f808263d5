"""The proxy put together, from the owner's settings."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from flask import Blueprint as FlaskBlueprint
from flask import request

from config import Config
from deliveries.claims import Claims
from deliveries.courier import Courier
from deliveries.outbox import Outbox
from deliveries.post import Post
from errors import NotConfigured
from liveavatar import api, gateway, widget
from liveavatar.callers import Callers
from liveavatar.client import LiveavatarClient
from liveavatar.customers import CustomerDirectory
from liveavatar.customers_file import CustomerFile
from liveavatar.open_door import OpenDoor
from liveavatar.petya import PetyaClient
from liveavatar.petya_customers import PetyaCustomers
from liveavatar.proxy import ROOM, Proxy
from liveavatar.proxy_requests import CrossOrigin
from liveavatar.reports import Reports
from liveavatar.seats import Seats
from liveavatar.wishes import Defaults
from sessions.model import Role
from sessions.service import SessionService
from storage.database import Database
from upstream.http import Http, Timeouts
from web.auth import Keys
from web.blueprint import Blueprint

PETYA_READ_S = 10.0
"""It answers from a database; a visitor waits for it, and is asked twice at most."""
NAMES = frozenset({gateway.NAME, api.NAME, widget.NAME})
"""Its blueprints, which let in customers by keys of their own."""


def petya_of(config: Config) -> PetyaClient | None:
    """The business back-end, if there is one."""
    if not config.petya_base_url:
        return None
    http = Http(
        name="petya",
        base_url=config.petya_base_url,
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        sleep=time.sleep,
        timeouts=Timeouts(
            connect_s=config.cloud_connect_timeout_s,
            read_s=min(config.cloud_read_timeout_s, PETYA_READ_S),
        ),
    )
    secret, token = config.avatar_service_secret, config.petya_auth_token
    return PetyaClient(http=http, secret=secret, token=token)


def file_of(config: Config) -> CustomerFile | None:
    """The file of customers, if there is one."""
    return CustomerFile(config.customers_file) if config.customers_file.name else None


def directory_of(
    config: Config, petya: PetyaClient | None, keys: Keys
) -> CustomerDirectory:
    """Who knows the customers: the back-end, else the file, else nobody."""
    if petya is not None:
        return PetyaCustomers(petya=petya, clock=monotonic)
    return file_of(config) or OpenDoor(keys)


@dataclass(frozen=True, kw_only=True)
class Delivering:
    """What tells the back-end of ends; without one, nothing does."""

    reports: Reports
    courier: Courier
    post: Post


def delivering(
    *,
    database: Database,
    outbox: Outbox,
    petya: PetyaClient,
    client: LiveavatarClient,
    leads: Callable[[], bool],
    now: Callable[[], datetime],
) -> Delivering:
    """Put together what delivers."""
    reports = Reports(outbox=outbox, petya=petya, client=client)
    courier = Courier(
        claims=Claims(database=database, now=now),
        send=reports.send,
        complete=reports.complete,
    )
    post = Post(courier=courier, leads=leads)
    return Delivering(reports=reports, courier=courier, post=post)


class Routes:
    """The routes of both generations, over one proxy.

    Args:
        config: The owner's choices.
        client: Calls LiveAvatar.
        sessions: The core.
        database: Where it is written down whose each session is.
        customers: Who there is.
        now: The clock, in UTC.
        is_on: Whether LiveAvatar is this server's cloud at all.
    """

    def __init__(
        self,
        *,
        config: Config,
        client: LiveavatarClient,
        sessions: SessionService,
        database: Database,
        customers: CustomerDirectory,
        now: Callable[[], datetime],
        is_on: bool,
    ) -> None:
        self._is_on = is_on
        self._client = client
        self._sessions = sessions
        self._seats = Seats(database=database, now=now)
        nobody = customers.everybody if isinstance(customers, OpenDoor) else None
        self._callers = Callers(customers=customers, seats=self._seats, nobody=nobody)
        self._defaults = Defaults(
            avatar_id=config.liveavatar_avatar,
            voice_id=config.liveavatar_voice,
            context_id=config.liveavatar_context,
            is_free=config.liveavatar_is_free,
        )
        self._proxy = Proxy(
            client=client,
            sessions=sessions,
            seats=self._seats,
            defaults=self._defaults,
        )
        self._cross_origin = CrossOrigin(config.cors_origins)

    def blueprints(self) -> Sequence[Blueprint]:
        """One for each generation."""
        found = self._blueprints()
        for blueprint in found:
            blueprint.before_request(self._refuse_when_off)
        return found

    def page(self) -> FlaskBlueprint:
        """The widget."""
        page = widget.create_blueprint(self._callers)
        page.before_request(self._refuse_when_off)
        return page

    def _refuse_when_off(self) -> None:
        if not self._is_on and request.method != "OPTIONS":
            raise NotConfigured(
                "These routes need LiveAvatar: start this server with"
                " AVATAR_CLOUD=liveavatar."
            )

    def _blueprints(self) -> Sequence[Blueprint]:
        return (
            gateway.create_blueprint(
                proxy=self._proxy,
                callers=self._callers,
                seats=self._seats,
                client=self._client,
                cross_origin=self._cross_origin,
            ),
            api.create_blueprint(
                proxy=self._proxy,
                callers=self._callers,
                sessions=self._sessions,
                client=self._client,
                defaults=self._defaults,
                cross_origin=self._cross_origin,
            ),
        )

    def reported(self, session_id: str, role: Role, words: str) -> bool:
        """Keep what was heard in a customer's room; whether it was one."""
        seat = self._seats.of_session(session_id)
        if seat is None:
            return False
        self._proxy.said(seat, role, words, ROOM)
        return True
