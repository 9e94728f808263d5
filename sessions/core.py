"""The session core put together over one cloud, from the owner's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from config import Config
from sessions.account import Accounts
from sessions.broadcast import Broadcast
from sessions.cloud import AvatarCloud
from sessions.cost import TARIFFS, Pricing
from sessions.following import Following
from sessions.janitor import Janitor
from sessions.ledger import AtEnd, Ledger, nothing
from sessions.limits import Limits
from sessions.metrics import Metrics
from sessions.model import EndReason
from sessions.policy import Policy
from sessions.presence import Presence
from sessions.reconcile import Reconciler
from sessions.record import AtErasure, Record
from sessions.redis_relay import RedisRelay
from sessions.runner import Runner
from sessions.service import SessionService
from sessions.usage import Usage
from sessions.watch import Farewell
from storage.database import Database
from storage.leases import Leases
from storage.migrate import migrate

LEASE_S = 3.0

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Core:
    """The parts of the session core.

    Attributes:
        database: Under all of it.
        sessions: The only way into a session.
        janitor: What has to be done in time; `runner` does it.
        runner: The janitor in this process, once started.
        accounts: What each has come to.
        usage: What all of them have.
        broadcast: Who waits for events.
        following: What they are given.
        metrics: Figures about all of it.
        reconciler: Holds the ledger against the cloud's list.
        drain_s: Seconds the end may take.
    """

    database: Database
    sessions: SessionService
    janitor: Janitor
    runner: Runner
    accounts: Accounts
    usage: Usage
    broadcast: Broadcast
    following: Following
    metrics: Metrics
    reconciler: Reconciler
    drain_s: float

    def end(self) -> None:
        """Open nothing new, end every session, let another process lead."""
        self.sessions.close_all(EndReason.SHUTDOWN, within_s=self.drain_s)
        self.broadcast.end()
        self.runner.stop()


def build_core(
    *,
    cloud: AvatarCloud,
    config: Config,
    now: Clock,
    farewell: Farewell,
    at_end: AtEnd = nothing,
    at_erasure: AtErasure = lambda _connection, _session_id: None,
) -> Core:
    """Put it together; the database is brought to its newest shape.

    Args:
        cloud: Who lends the face.
        config: The owner's choices.
        now: The clock, in UTC.
        farewell: A persona's closing line for a session.
        at_end: What else an end writes down; see sessions.ledger.
        at_erasure: What else is erased with a session's words; see sessions.record.

    Raises:
        StoreBroken: The database cannot be opened.
    """
    database = Database(config.database_url)
    migrate(database)
    database.close()
    policy = policy_of(config)
    ledger = Ledger(database=database, now=now, at_end=at_end)
    record = Record(database=database, now=now, at_erasure=at_erasure)
    relay = config.redis_url and RedisRelay(url=config.redis_url, clock=monotonic)
    broadcast = Broadcast(heads=record.heads, relay=relay or None, clock=monotonic)
    database.on_commit(broadcast.appended)
    presence = Presence(leases=Leases(database=database, for_s=LEASE_S), now=now)
    sessions = SessionService(
        cloud=cloud,
        ledger=ledger,
        record=record,
        policy=policy,
        now=now,
        worker=lambda: presence.name,
        alive=lambda name: name in presence.present(),
    )
    reconciler = Reconciler(
        cloud=cloud,
        ledger=ledger,
        states=sessions.states,
        close=sessions.close,
        policy=policy,
        now=now,
    )
    janitor = Janitor(
        service=sessions, reconciler=reconciler, farewell=farewell, now=now
    )
    return Core(
        database=database,
        sessions=sessions,
        janitor=janitor,
        runner=Runner(janitor=janitor, presence=presence),
        accounts=Accounts(ledger=ledger, policy=policy, now=now),
        usage=Usage(database=database, pricing=policy.pricing, now=now),
        broadcast=broadcast,
        following=Following(record=record, broadcast=broadcast),
        metrics=Metrics(ledger=ledger, record=record, policy=policy, now=now),
        reconciler=reconciler,
        drain_s=config.drain_s,
    )


def policy_of(config: Config) -> Policy:
    """The owner's choices out of the settings; there, 0 is no limit."""
    return Policy(
        pricing=Pricing(
            tariffs=TARIFFS,
            price_per_credit=config.credit_price or None,
            currency=config.currency,
        ),
        limits=Limits(
            sessions=config.max_sessions or None,
            sessions_per_persona=config.max_sessions_per_persona or None,
            session_s=config.max_session_s or None,
            session_credits=config.session_credits or None,
            day_credits=config.day_credits or None,
            month_credits=config.month_credits or None,
        ),
        sending_s=config.cloud_connect_timeout_s + config.cloud_read_timeout_s + 10,
        viewer_gone_s=config.viewer_gone_s,
        idle_s=config.idle_s,
    )
