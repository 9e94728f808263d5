"""A served app over LiveAvatar: nothing bills unseen, and all that was said arrives."""

from __future__ import annotations

import asyncio
import signal

import pytest
import requests
from livekit import rtc

from tests.clouds import LIVEAVATAR
from tests.serving.running import running
from tests.waiting import until

pytestmark = pytest.mark.long

BACK_S = 1.0
ROUND_S = 1.0
"""How often the janitor looks."""
SLACK_S = 5.0
"""For a machine that has more to do; whatever else would end it takes longer."""
KEY = "a-customers-key"
OWNER = "the-owners-key"
SEAT = "agent"
"""The server's own name in the sandbox's rooms."""


def settings(sandbox):
    return {
        **LIVEAVATAR.environ(sandbox),
        "VIEWER_BACK_S": str(BACK_S),
        "PETYA_BASE_URL": sandbox.petya_url,
        "PETYA_AUTH_TOKEN": "petyas-token",
        "API_KEYS": OWNER,
    }


@pytest.fixture(scope="module")
def app(sandbox_server, tmp_path_factory):
    with running(tmp_path_factory.mktemp("app"), **settings(sandbox_server)) as app:
        yield app


def post(app, path, key=OWNER, **body):
    headers = {"Authorization": f"Bearer {key}"}
    return requests.post(f"{app.url}{path}", json=body, headers=headers, timeout=20)


def create(app):
    answer = post(app, "/persona/heygen/session/create")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def end_reasons(sandbox):
    return [session["end_reason"] for session in sandbox.sessions()]


def account(app, session_id):
    return requests.get(
        f"{app.url}/sessions/{session_id}",
        headers={"Authorization": f"Bearer {OWNER}"},
        timeout=5,
    ).json()


async def come_and_go(data):
    """Enter the room as the page does, be seen there, and leave."""
    room, met = rtc.Room(), asyncio.Event()

    def look(who: rtc.RemoteParticipant) -> None:
        if who.identity == SEAT:
            met.set()

    room.on("participant_connected", look)
    await room.connect(data["livekit_url"], data["livekit_client_token"])
    if SEAT not in room.remote_participants:
        await asyncio.wait_for(met.wait(), 10)
    await room.disconnect()


@pytest.mark.parametrize("how", [{"drop": "after"}, {"cut": True}])
def test_a_start_whose_answer_is_lost_is_ended_by_its_id_at_once(app, sandbox, how):
    sandbox.fault(LIVEAVATAR.opens, **how)
    assert post(app, "/persona/heygen/session/create").status_code == 504
    stopped = [LIVEAVATAR.is_stopped]
    until(lambda: end_reasons(sandbox) == stopped, within_s=ROUND_S + SLACK_S)
    (line,) = sandbox.sessions()
    stops = sandbox.requests(LIVEAVATAR.stops)
    assert {one["body"]["session_id"] for one in stops} == {line["session_id"]}


def test_a_viewer_who_leaves_the_room_ends_the_session(app, sandbox):
    data = create(app)
    post(app, "/persona/heygen/session/start", session_id=data["session_id"])
    asyncio.run(come_and_go(data))
    assert end_reasons(sandbox) == [None]
    stopped = [LIVEAVATAR.is_stopped]
    within_s = BACK_S + ROUND_S + SLACK_S
    until(lambda: end_reasons(sandbox) == stopped, within_s=within_s)
    ended = account(app, data["session_id"])
    assert ended["end_reason"] == "page_left"


def test_a_terminated_app_leaves_nothing_open_at_the_cloud(sandbox, tmp_path):
    with running(tmp_path, **settings(sandbox)) as app:
        for _ in range(3):
            create(app)
        app.send(signal.SIGTERM)
        status, _ = app.wait()
        assert status == 0
        assert end_reasons(sandbox) == [LIVEAVATAR.is_stopped] * 3
        assert app.left() == []


def test_a_killed_apps_conversations_end_after_the_restart_and_are_delivered_once(
    sandbox, tmp_path
):
    sandbox.customer(KEY, intro="Welcome!")
    with running(tmp_path, **settings(sandbox)) as app:
        said = {f"conversation-{number}": talk(app, number) for number in range(3)}
    assert end_reasons(sandbox) == [None] * 3
    assert statuses(sandbox) == []
    with running(tmp_path, **settings(sandbox)):
        until(lambda: end_reasons(sandbox) == [LIVEAVATAR.is_stopped] * 3)
        until(lambda: len(statuses(sandbox)) == 3, within_s=20)
    with running(tmp_path, **settings(sandbox)) as app:
        post(app, "/persona/heygen/session/create")
        until(lambda: len(sandbox.sessions()) == 4)
    told = statuses(sandbox)
    assert {one["conversation_id"]: words(one) for one in told} == said
    assert len(told) == 3


def talk(app, number):
    """A proxied conversation that nobody ends; its session's id, and what was said."""
    headers = {"X-Api-Key": KEY}
    token = requests.post(
        f"{app.url}/v1/sessions/token",
        json={"conversation_id": f"conversation-{number}"},
        headers=headers,
        timeout=20,
    ).json()["data"]
    started = post(app, "/v1/sessions/start", token["session_token"])
    assert started.status_code == 201, started.text
    session_id = token["session_id"]
    for role, text in (("user", f"I am guest {number}."), ("avatar", "Hello, guest!")):
        reported = requests.post(
            f"{app.url}/v1/streaming.{role}_message",
            json={"session_id": session_id, "text": text},
            headers=headers,
            timeout=20,
        )
        assert reported.status_code == 200, reported.text
    return [("user", f"I am guest {number}."), ("avatar", "Hello, guest!")]


def statuses(sandbox):
    return [one for one in sandbox.deliveries() if one["kind"] == "status"]


def words(delivery):
    return [
        (entry["role"], entry["transcript"]) for entry in delivery["body"]["transcript"]
    ]
