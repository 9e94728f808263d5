"""What a LiveKit server tells: taken once, from it alone, and acted upon."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from flask import Flask
from livekit.api import AccessToken

from config import Config
from errors import TimedOut
from rooms.tokens import VIEWER, identity_of
from rooms.views import create_blueprint
from rooms.webhook import Webhook
from sessions.model import CloudSession, EndReason, Opened, State
from sessions.order import SessionOrder
from storage.tokens import UsedTokens
from tests.cores import TestClock, a_janitor, a_service
from tests.fakes import FakeCloud
from web import docs, errors, request_id

KEY, SECRET = "a-key", "a-secret-that-is-long-enough-for-hs256"
VISITOR = "client"


class RoomyCloud(FakeCloud):
    """Every session of it is a room, with one viewer who is expected."""

    by_rooms = True

    def open(self, order, named):
        opened = super().open(order, named)
        return Opened(
            cloud_session_id=opened.cloud_session_id,
            data=opened.data,
            keys={VIEWER: VISITOR},
        )


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def cloud():
    return RoomyCloud()


@pytest.fixture
def sessions(cloud, database, clock):
    return a_service(cloud=cloud, database=database, clock=clock)


@pytest.fixture
def live(sessions, cloud):
    session_id = sessions.open(SessionOrder()).cloud_session_id
    sessions.accept(session_id, None)
    cloud.listed = [CloudSession(cloud_session_id=session_id, state="connected")]
    return session_id


@pytest.fixture
def make_client(sessions, database, clock):
    def make(key=KEY, secret=SECRET):
        app = Flask(__name__)
        request_id.init_app(app)
        errors.init_app(app)
        api = docs.init_app(app, version="0", asks_for_key=False)
        blueprint = create_blueprint(
            webhook=Webhook(key=key, secret=secret),
            sessions=sessions,
            used=UsedTokens(database=database, now=clock),
            back_within_s=10,
        )
        api.register_blueprint(blueprint)
        return app.test_client()

    return make


@pytest.fixture
def tell(make_client):
    """Send an event as LiveKit does; `secret` is what it is signed with."""
    client = make_client()

    def tell(kind, room, identity="", *, event_id="e1", secret=SECRET, change=""):
        event = {"id": event_id, "event": kind, "room": {"name": room}}
        if identity:
            event["participant"] = {"identity": identity}
        body = json.dumps(event)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        token = AccessToken(KEY, secret).with_sha256(digest).to_jwt()
        return client.post(
            "/livekit/webhook",
            data=body + change,
            headers={
                "Authorization": token,
                "Content-Type": "application/webhook+json",
            },
        )

    return tell


@pytest.fixture
def after(sessions, clock, live):
    """Why the session has ended after so many more seconds; None while it goes on."""

    def after(seconds):
        clock.advance(seconds)
        a_janitor(sessions, clock).round()
        session = sessions.find(live)
        return session.end_reason if session.state is State.CLOSED else None

    return after


def test_a_viewer_who_leaves_and_stays_away_ends_the_session(tell, live, after):
    assert tell("participant_left", live, VISITOR).status_code == 200
    assert after(9) is None
    assert after(2) is EndReason.PAGE_LEFT


def test_a_viewer_who_comes_back_goes_on(tell, live, after):
    tell("participant_left", live, VISITOR, event_id="e1")
    tell("participant_joined", live, VISITOR, event_id="e2")
    assert after(60) is None


@pytest.mark.parametrize("identity", ["heygen", "liveavatar-agent-1", "agent"])
def test_who_is_no_viewer_may_come_and_go(tell, live, after, identity):
    tell("participant_left", live, identity)
    assert after(60) is None


def test_a_room_that_is_finished_is_over_at_once(tell, live, sessions):
    tell("room_finished", live)
    assert sessions.find(live).end_reason is EndReason.CLOUD_ENDED


def test_an_event_that_is_sent_twice_counts_once(tell, live, after):
    tell("participant_left", live, VISITOR, event_id="e1")
    tell("participant_joined", live, VISITOR, event_id="e2")
    assert tell("participant_left", live, VISITOR, event_id="e1").status_code == 200
    assert after(60) is None


def test_an_event_that_came_to_nothing_may_be_sent_again(tell, live, cloud, sessions):
    cloud.fails["close"] = TimedOut("late", upstream="fake")
    assert tell("room_finished", live).status_code == 504
    assert sessions.find(live).state is State.CLOSING
    assert tell("room_finished", live).status_code == 200
    assert sessions.find(live).state is State.CLOSED


def test_other_rooms_and_other_events_are_no_matter(tell, live, after):
    assert tell("participant_left", "another-room", VISITOR).status_code == 200
    assert tell("track_published", live, VISITOR, event_id="e2").status_code == 200
    assert after(60) is None


def test_who_does_not_know_the_secret_is_refused(tell, live, sessions):
    other = "another-secret-that-is-long-enough-too"
    assert tell("room_finished", live, secret=other).status_code == 401
    assert tell("room_finished", live, change=" ").status_code == 401
    assert sessions.find(live).state is State.LIVE


def test_an_event_without_an_id_is_refused(tell, live):
    assert tell("room_finished", live, event_id="").status_code == 400


def test_a_server_without_a_livekit_server_says_what_is_missing(make_client):
    answer = make_client("", "").post("/livekit/webhook", data=b"{}")
    assert answer.status_code == 503
    assert "LIVEKIT_API_KEY" in answer.get_json()["message"]


@pytest.mark.parametrize(
    ("token", "identity"),
    [
        (AccessToken(KEY, SECRET).with_identity("ann").to_jwt(), "ann"),
        ("", ""),
        ("no.token.at-all", ""),
        ("a.W10.c", ""),
        ("a.eyJzdWIiOjF9.c", ""),
    ],
)
def test_a_token_says_whom_it_lets_in(token, identity):
    assert identity_of(token) == identity


def test_the_settings_are_secrets():
    config = Config(livekit_api_key=KEY, livekit_api_secret=SECRET)
    assert SECRET not in repr(config)
