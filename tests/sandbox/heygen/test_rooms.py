"""Sessions of version v2: same rules, other words, and a room instead of an offer."""

from __future__ import annotations

import jwt
import pytest

from tests.sandbox.fakes import a_box, aio

NOT_IN_STATE = {"code": 400006, "message": "Session is not in correct state"}


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


@aio
async def test_a_new_session_names_its_room_and_no_offer():
    async with a_box() as box:
        status, answer = await box.post("new", {"version": "v2", "quality": "low"})
        host = f"{box.client.host}:{box.client.port}"
    data = answer.pop("data")
    session_id = data["session_id"]
    assert (status, answer) == (200, {"code": 100, "message": "success"})
    assert list(data) == [
        *("session_id", "sdp", "ice_servers", "ice_servers2"),
        *("url", "access_token", "livekit_agent_token", "realtime_endpoint"),
        *("is_paid", "session_duration_limit"),
    ]
    assert data["sdp"] is data["ice_servers"] is data["ice_servers2"] is None
    assert data["url"] == f"ws://{host}/livekit"
    assert data["realtime_endpoint"] == (
        f"ws://{host}/heygen/v2-alpha/interactive-avatar/session/{session_id}"
    )
    viewer, agent = claims(data["access_token"]), claims(data["livekit_agent_token"])
    assert (viewer["sub"], viewer["name"]) == ("client", "client")
    assert viewer["exp"] - viewer["nbf"] == 86_400
    assert viewer["video"] == {
        "room": session_id,
        "roomJoin": True,
        "canPublish": True,
        "canSubscribe": True,
        "canPublishData": True,
    }
    assert (agent["sub"], agent["kind"]) == ("agent", "agent")
    assert agent["video"] == viewer["video"]


@aio
async def test_what_the_sdk_sends_is_understood():
    body = {
        "avatar_name": "Santa_Fireside_public",
        "quality": "low",
        "voice": {"elevenlabs_settings": {}},
        "version": "v2",
        "video_encoding": "H264",
        "source": "sdk",
        "ia_is_livekit_transport": False,
    }
    async with a_box() as box:
        assert (await box.post("new", body))[0] == 200
        assert box.faces[-1].wanted == ("Santa_Fireside_public", "low", "H264")
        assert box.faces[-1].resident.identity == "heygen"


@aio
async def test_what_a_bot_framework_sends_is_understood():
    nothing = ("voice", "stt_settings", "knowledge_id", "language", "livekit_settings")
    more = ("silence_response", "ia_is_livekit_transport", "activity_idle_timeout")
    body = dict.fromkeys((*nothing, *more)) | {"version": "v2", "quality": None}
    async with a_box() as box:
        assert (await box.post("new", body))[0] == 200


@aio
async def test_a_session_is_in_no_correct_state_until_its_avatar_is_up():
    async with a_box() as box:
        _, answer = await box.post("new", {"version": "v2"})
        session_id = answer["data"]["session_id"]
        start, task = (
            {"session_id": session_id},
            {"session_id": session_id, "text": "x"},
        )
        assert await box.post("task", task) == (400, NOT_IN_STATE)
        assert await box.post("start", start) == (
            200,
            {"code": 100, "message": "success", "data": None},
        )
        assert await box.post("task", task) == (400, NOT_IN_STATE)
        assert await box.post("start", start) == (400, NOT_IN_STATE)
        box.faces[-1].on_state("connected")
        status, answer = await box.post("task", task)
        assert (status, answer["data"]["duration_ms"]) == (200, 400.0)


@aio
async def test_the_avatar_comes_up_though_nobody_is_there():
    async with a_box() as box:
        _, answer = await box.post("new", {"version": "v2"})
        session_id = answer["data"]["session_id"]
        await box.post("start", {"session_id": session_id})
        await box.advance(2.1)
        listed = (await box.get("/v1/streaming.list"))[1]["data"]["sessions"]
        assert [one["status"] for one in listed] == ["connected"]


@pytest.mark.parametrize("reason", ["stopped", "idle"])
@aio
async def test_after_its_end_a_session_refuses_and_its_room_is_gone(reason):
    async with a_box() as box:
        data = await box.on_air()
        body = {"session_id": data["session_id"]}
        if reason == "stopped":
            assert (await box.post("stop", body))[0] == 200
        else:
            await box.advance(121)
        assert await box.state(data["session_id"]) == reason
        assert await box.post("interrupt", body) == (400, NOT_IN_STATE)
        assert (await box.post("stop", body))[1]["code"] == 400004
        token = {"access_token": data["access_token"]}
        async with box.client.get("/livekit/rtc/validate", params=token) as answer:
            assert answer.status == 404
        assert box.faces[-1].closed == 1


@aio
async def test_without_a_viewer_a_session_ends_though_it_is_kept_alive():
    async with a_box() as box:
        data = await box.on_air(activity_idle_timeout=3600)
        await box.advance(299)
        await box.post("keep_alive", {"session_id": data["session_id"]})
        assert await box.state(data["session_id"]) == "connected"
        await box.advance(2)
        assert await box.state(data["session_id"]) == "viewer_absent"


@aio
async def test_both_versions_share_the_keys_places_credits_and_lists():
    async with a_box(max_sessions=2) as box:
        first = (await box.on_air())["session_id"]
        second = await box.connected()
        status, answer = await box.post("new", {"version": "v2"})
        assert (status, answer["code"]) == (400, 10004)
        listed = (await box.get("/v1/streaming.list"))[1]["data"]["sessions"]
        assert [one["session_id"] for one in listed] == [first, second]
        sessions = (await box.control("GET", "sessions"))["sessions"]
        assert {one["billed_seconds"] for one in sessions} == {30}


@aio
async def test_interrupt_listening_and_talk_work_as_in_v1():
    async with a_box() as box:
        data = await box.on_air(knowledge_base="Name: Santa\nInterests: reindeer")
        body = {"session_id": data["session_id"]}
        for name in ("start_listening", "stop_listening", "interrupt", "keep_alive"):
            assert (await box.post(name, body))[0] == 200
        task = {**body, "text": "What do you love?", "task_type": "talk"}
        assert (await box.post("task", task))[0] == 200
        assert "reindeer" in box.faces[-1].said[0][0]


@aio
async def test_a_token_is_good_for_one_session_and_no_other():
    async with a_box() as box:
        _, answer = await box.post("create_token")
        bearer = {"Authorization": f"Bearer {answer['data']['token']}"}
        _, answer = await box.post("new", {"version": "v2"}, headers=bearer)
        body = {"session_id": answer["data"]["session_id"]}
        assert (await box.post("start", body, headers=bearer))[0] == 200
        assert (await box.post("new", {"version": "v2"}, headers=bearer))[0] == 401


@aio
async def test_the_recorder_keeps_no_token_of_a_query():
    async with a_box() as box:
        token = (await box.on_air())["access_token"]
        query = {"access_token": token, "auto_subscribe": "1"}
        async with box.client.get("/livekit/rtc/validate", params=query):
            seen = (await box.control("GET", "requests"))["requests"][-1]
    assert seen["query"] == {
        "access_token": f"{token[:2]}...{token[-2:]}",
        "auto_subscribe": "1",
    }
