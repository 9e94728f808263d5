"""The whole app with LiveAvatar's rooms behind it, over the real sandbox."""

import asyncio
import json

import pytest

from app import end
from tests.sandbox.livekit.guest import RoomGuest
from tests.waiting import until
from tests.whole import Caller, whole_app

KEY = "la-0123456789-secret"
HEYGENS_FACE = {"avatar_name": "Santa_Fireside_public", "voice_id": "jack"}


@pytest.fixture
def on_liveavatar(sandbox, tmp_path):
    """Makes the app; a client of its persona face."""
    apps = []

    def make(**settings):
        app = whole_app(
            sandbox,
            tmp_path,
            avatar_cloud="liveavatar",
            liveavatar_base_url=sandbox.liveavatar_url,
            liveavatar_api_key=KEY,
            **settings,
        )
        apps.append(app)
        return Caller(app)

    yield make
    for app in apps:
        end(app)


@pytest.fixture
def caller(on_liveavatar):
    return on_liveavatar()


def begin(caller, **wishes):
    """Open and start a session; the `data` of the first answer."""
    data = caller.create(**wishes)
    started = caller.post("session/start", session_id=data["session_id"])
    assert started.status_code == 200, started.get_json()
    return data


def core_of(caller):
    return caller.app.extensions["core"].sessions


def test_what_is_to_be_said_is_said_in_the_room(caller, sandbox):
    data = begin(caller)
    answer = caller.post("text", session_id=data["session_id"], text="Good morning.")
    assert answer.status_code == 200, answer.get_json()
    until(lambda: sandbox.transcript())
    assert sandbox.transcript()[0]["text"] == "Good morning."
    assert "livekit_agent_token" not in data


def test_a_persona_with_another_clouds_face_begins_at_the_first_try(caller, sandbox):
    changed = caller.post("/persona/update", **HEYGENS_FACE)
    assert changed.status_code == 200, changed.get_json()
    begin(caller)
    assert len(sandbox.requests("/liveavatar/v1/sessions/token")) == 1
    (session,) = core_of(caller).ledger.page(limit=9)
    assert session.state == "live"


def test_a_face_the_caller_names_is_refused_by_its_name(caller, sandbox):
    refused = caller.post("session/create", **HEYGENS_FACE)
    assert refused.status_code == 400
    assert set(refused.get_json()["fields"]) == {"avatar_name", "voice_id"}
    assert sandbox.requests("/liveavatar/v1/sessions/token") == []


def test_what_liveavatar_ends_is_ended_here(caller, sandbox):
    session_id = begin(caller)["session_id"]
    caller.post("text", session_id=session_id, text="Hello.")  # our seat is taken
    sandbox.advance(3600)
    session = until(lambda: over(core_of(caller).find(session_id)))
    assert session.end_reason == "cloud_ended"


def over(session):
    return session if session.state == "closed" else None


def test_what_the_cloud_answers_becomes_a_turn(on_liveavatar, sandbox):
    sandbox.model(say=["Ada."])
    caller = on_liveavatar(talk_with="cloud")
    caller.post("/persona/update", greeting="Hi.")
    data = begin(caller)
    core = core_of(caller)

    def told():
        turns = core.record.turns(core.find(data["session_id"]).id)
        return [(turn.role, turn.text) for turn in turns]

    async def watch():
        async with RoomGuest(
            data["livekit_url"], data["livekit_client_token"], auto_subscribe=False
        ) as guest:
            ask = {"event_type": "avatar.speak_response", "text": "Who are you?"}
            await guest.say(json.dumps(ask), topic="agent-control")
            answer = ("persona", "Ada.")
            await asyncio.to_thread(until, lambda: answer in told())

    asyncio.run(watch())


def test_on_another_cloud_its_routes_say_which_setting_they_need(sandbox, tmp_path):
    app = whole_app(sandbox, tmp_path)
    answer = app.test_client().post("/v1/sessions/token", json={})
    end(app)
    assert answer.status_code == 503
    assert "AVATAR_CLOUD=liveavatar" in answer.get_json()["message"]
