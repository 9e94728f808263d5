"""The session routes over a fake cloud, in an app of their own."""

from time import monotonic

from flask import Flask

import web.docs
import web.errors
import web.idempotency
import web.request_id
from sessions import record_views, usage_views, views
from sessions.account import Accounts
from sessions.broadcast import Broadcast
from sessions.following import Following
from sessions.usage import Usage
from storage.idempotency import IdempotencyKeys


def a_face(service, database, clock, *, quiet_s=30.0):
    """The app; its broadcast is `app.extensions["broadcast"]`."""
    broadcast = Broadcast(heads=service.record.heads, relay=None, clock=monotonic)
    database.on_commit(broadcast.appended)
    following = Following(record=service.record, broadcast=broadcast, quiet_s=quiet_s)
    accounts = Accounts(ledger=service.ledger, policy=service.policy, now=clock)
    usage = Usage(database=database, pricing=service.policy.pricing, now=clock)
    app = Flask(__name__)
    app.extensions["broadcast"] = broadcast
    web.request_id.init_app(app)
    web.errors.init_app(app)
    web.idempotency.init_app(app, IdempotencyKeys(database=database, now=clock))
    api = web.docs.init_app(app, version="0")
    for blueprint in (
        views.create_blueprint(sessions=service, accounts=accounts),
        record_views.create_blueprint(service, following),
        usage_views.create_blueprint(usage, cloud="fake"),
    ):
        api.register_blueprint(blueprint)
    return app
