"""The proxy's two generations over the real stand-ins of LiveAvatar and Petya."""

import pytest
import requests

from tests.contract.plugins import FirstPlugin, LaterPlugin
from tests.contract.proxied import INTRO, LIVEAVATAR, delivered
from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.caller import until_told
from tests.sandbox.livekit.guest import RoomGuest

pytestmark = pytest.mark.webrtc

KEY = "SE_1111222233334444"
QUESTION = "What do you sell?"
ANSWER = "Tea, mostly."
PETYA = "/petya/api/v1"


def said(delivery):
    return [(one["role"], one["transcript"]) for one in delivery["body"]["transcript"]]


def spoken(sandbox):
    return [one["spoken"] for one in sandbox.transcript()]


@aio
async def test_the_five_steps_of_the_contract_field_by_field(
    with_petya, sandbox, customer, context_id
):
    plugin = FirstPlugin(with_petya, customer)

    # 1. the token: the face is the config's, and goes to LiveAvatar by our own key
    token = plugin.call("/v1/sessions/token", {"conversation_id": "talk-1"})
    assert (token.status_code, token.content_type) == (200, "application/json")
    data = token.get_json()["data"]
    assert set(data) == {"session_id", "session_token"}
    plugin.session_id = data["session_id"]
    (asked,) = sandbox.requests(f"{PETYA}/avatar/config")
    assert (asked["method"], asked["status"]) == ("GET", 200)
    (minted,) = sandbox.requests(f"{LIVEAVATAR}/sessions/token")
    assert minted["body"]["mode"] == "FULL"
    assert minted["body"]["avatar_persona"] == {
        "context_id": context_id,
        "language": "en",
    }

    # 2. the start: LiveAvatar's data and the intro
    bearer = f"Bearer {data['session_token']}"
    start = plugin.post("/v1/sessions/start", Authorization=bearer)
    assert start.status_code == 201
    body = start.get_json()
    assert (body["code"], set(body)) == (1000, {"code", "data", "message"})
    begun = body["data"]
    assert begun["session_id"] == data["session_id"]
    assert begun["intro"] == INTRO
    assert begun["livekit_url"].startswith("ws")
    assert begun["livekit_client_token"].count(".") == 2
    assert "livekit_agent_token" not in begun
    assert begun["ws_url"] is None
    assert begun["max_session_duration"] > 0

    async with RoomGuest(begun["livekit_url"], begun["livekit_client_token"]) as guest:
        # 3. the room: commands go in, events come out, past the proxy
        await guest.until(lambda: guest.frames)
        await plugin.publish(guest, "avatar.speak_text", text=INTRO)
        told = await until_told(guest, "avatar.transcription")
        assert told["text"] == INTRO
        await until_told(guest, "avatar.speak_ended")

        # 4. the report
        report = {"session_id": data["session_id"], "text": INTRO}
        answer = plugin.call("/v1/streaming.avatar_message", report)
        assert (answer.status_code, answer.get_json()) == (200, {"ok": True})

        # 5. the end: LiveAvatar's, and Petya is told
        stop = plugin.call("/v1/sessions/stop", {"session_id": data["session_id"]})
        assert (stop.status_code, stop.get_json()["data"]) == (200, {"ok": True})
        await guest.until(lambda: guest.reason is not None)

    (session,) = sandbox.sessions()
    assert (session["session_id"], session["state"]) == (data["session_id"], "ended")
    (status,) = delivered(sandbox, "talk-1")
    assert set(status["body"]) <= {"sessionId", "status", "duration", "transcript"}
    assert status["body"]["sessionId"] == data["session_id"]
    assert status["body"]["status"] == "completed"
    (entry,) = status["body"]["transcript"]
    assert (entry["role"], entry["transcript"]) == ("avatar", INTRO)
    assert isinstance(entry["timestamp"], int)
    headers = {name.lower() for name in status["headers"]}
    assert {"x-avatar-service-secret", "idempotency-key"} <= headers


@aio
async def test_the_first_plugin_from_its_click_to_its_close(
    with_petya, sandbox, customer
):
    sandbox.model(say=[ANSWER])
    plugin = FirstPlugin(with_petya, customer)
    data = plugin.begin("talk-2")
    async with RoomGuest(data["livekit_url"], data["livekit_client_token"]) as guest:
        await guest.until(lambda: guest.frames)
        await plugin.publish(guest, "avatar.speak_text", text=data["intro"])
        await until_told(guest, "avatar.speak_ended")
        plugin.catch_up(guest)
        await plugin.publish(guest, "avatar.speak_response", text=QUESTION)
        await until_told(guest, "avatar.speak_ended", 2)
        plugin.catch_up(guest)
        assert plugin.close().get_json()["data"] == {"ok": True}
    assert spoken(sandbox) == [INTRO, ANSWER]
    avatars = [text for path, text in plugin.reported if "avatar" in path]
    assert avatars == [INTRO * 2, ANSWER * 2]  # twice, as it does

    (status,) = delivered(sandbox, "talk-2")
    assert said(status) == [
        *(("avatar", INTRO), ("user", QUESTION), ("avatar", ANSWER))
    ]
    assert plugin.close().get_json()["data"] == {"ok": True}
    for path in ("/v1/streaming.avatar_message", "/v1/streaming.user_message"):
        plugin.report(path, "Much too late.")
    assert len(delivered(sandbox, "talk-2")) == 1


@aio
async def test_a_page_that_reports_nothing_loses_nothing(with_petya, sandbox, customer):
    sandbox.model(say=[ANSWER])
    plugin = FirstPlugin(with_petya, customer)
    data = plugin.begin("talk-3")
    async with RoomGuest(data["livekit_url"], data["livekit_client_token"]) as guest:
        await guest.until(lambda: guest.frames)
        for number, text in enumerate(("One moment.", "Here I am."), start=1):
            await plugin.publish(guest, "avatar.speak_text", text=text)
            await until_told(guest, "avatar.speak_ended", number)
        await plugin.publish(guest, "avatar.speak_response", text=QUESTION)
        await until_told(guest, "avatar.speak_ended", 3)
    plugin.close()
    (status,) = delivered(sandbox, "talk-3")
    assert said(status) == [
        *(("avatar", "One moment."), ("avatar", "Here I am.")),
        *(("user", QUESTION), ("avatar", ANSWER)),
    ]
    assert spoken(sandbox)[2:] == [ANSWER]


@aio
async def test_the_later_plugin_from_its_page_to_its_close(
    on_its_own, sandbox, context_id
):
    sandbox.customer(KEY, intro=INTRO, knowledge_base_id=context_id)
    sandbox.model(say=[ANSWER, "Cups."])
    with requests.Session() as petya:
        petya.headers["Authorization"] = f"Bearer {KEY}"
        base = f"{sandbox.petya_url}/api/v1"
        config = petya.get(f"{base}/account/config", timeout=10).json()["data"][
            "config"
        ]

    plugin = LaterPlugin(on_its_own)
    data = plugin.begin(config)
    assert set(data) == {
        *("session_id", "livekit_url", "livekit_client_token", "ws_url"),
        "max_session_duration",
    }
    async with RoomGuest(data["livekit_url"], data["livekit_client_token"]) as guest:
        await guest.until(lambda: guest.frames)
        await plugin.publish(guest, "avatar.start_listening")
        named = {"session_id": plugin.session_id}
        alive = plugin.as_holder("keep-alive", named)
        assert (alive.status_code, alive.get_json()) == (200, {"success": True})

        await plugin.publish(guest, "avatar.speak_response", text=QUESTION)
        await until_told(guest, "avatar.speak_ended")
        plugin.catch_up(guest)
        said = plugin.as_holder("speak", {**named, "text": "Said by the server."})
        assert said.status_code == 200, said.get_json()
        told = await until_told(guest, "avatar.speak_ended", 2)
        assert told["source_event_id"] == said.get_json()["task_id"]
        plugin.catch_up(guest)
        body = {"text": QUESTION, "task_type": "talk"}
        assert plugin.as_holder("speak", body).status_code == 200
        await until_told(guest, "avatar.speak_ended", 3)
        plugin.catch_up(guest)
        stopped = plugin.as_holder("stop", named)
        assert (stopped.status_code, stopped.get_json()) == (200, {"success": True})
        await guest.until(lambda: guest.reason is not None)
    assert spoken(sandbox) == [ANSWER, "Said by the server.", "Cups."]
    assert plugin.messages == [("avatar", text) for text in spoken(sandbox)]
    assert {one["state"] for one in sandbox.sessions()} == {"ended"}
    assert sandbox.deliveries() == []
