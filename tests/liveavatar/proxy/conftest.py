import pytest
from flask import Flask

import sessions.record_views
import sessions.views
import web.auth
import web.cors
import web.docs
import web.errors
import web.idempotency
import web.request_id
from config import Config
from liveavatar.proxy_build import NAMES, Routes
from sessions.account import Accounts
from sessions.broadcast import Broadcast
from sessions.cost import LIVEAVATAR, Pricing
from sessions.following import Following
from sessions.policy import Policy
from storage.idempotency import IdempotencyKeys
from tests.cores import TestClock, a_service
from tests.liveavatar.proxy.fakes import (
    FakeCustomers,
    FakeLiveavatar,
    RoomCloud,
    Widget,
)


@pytest.fixture
def cloud():
    return RoomCloud()


@pytest.fixture
def liveavatar():
    return FakeLiveavatar()


@pytest.fixture
def customers():
    return FakeCustomers()


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def core(cloud, database, clock):
    """The session core."""
    return a_service(cloud=cloud, database=database, clock=clock)


@pytest.fixture
def make_routes(core, liveavatar, customers, database, clock):
    """Makes the proxy's routes, by settings."""

    def make(*, directory=None, is_on=True, **settings):
        return Routes(
            config=Config(**settings),
            client=liveavatar,
            sessions=core,
            database=database,
            customers=directory or customers,
            now=clock,
            is_on=is_on,
        )

    return make


@pytest.fixture
def make_app(make_routes, core, database, clock):
    """Makes an app with the proxy and the sessions' own routes."""

    def make(**settings):
        config = Config(
            **{k: v for k, v in settings.items() if k not in ("directory", "is_on")}
        )
        app = Flask(__name__)
        web.request_id.init_app(app)
        web.errors.init_app(app)
        keys = web.auth.Keys(config.api_keys)
        web.auth.init_app(app, keys, guarded_elsewhere=NAMES)
        web.cors.init_app(app, config.cors_origins)
        web.idempotency.init_app(app, IdempotencyKeys(database=database, now=clock))
        api = web.docs.init_app(app, version="0")
        pricing = Pricing(tariffs={"fake": LIVEAVATAR})
        accounts = Accounts(
            ledger=core.ledger, policy=Policy(pricing=pricing), now=clock
        )
        heads = core.record.heads
        following = Following(
            record=core.record,
            broadcast=Broadcast(heads=heads, relay=None, clock=lambda: 0.0),
        )
        for blueprint in (
            *make_routes(**settings).blueprints(),
            sessions.views.create_blueprint(sessions=core, accounts=accounts),
            sessions.record_views.create_blueprint(core, following),
        ):
            api.register_blueprint(blueprint)
        return app

    return make


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def ann(app):
    """A page of the first customer, in the first generation."""
    return Widget(app)


@pytest.fixture
def turns(core):
    """What is written down of a session: who, and what."""

    def of(session_id):
        session = core.find(session_id)
        return [(one.role.value, one.text) for one in core.record.turns(session.id)]

    return of
