"""A session's way through its states, and what each state refuses."""

from __future__ import annotations

import uuid

import pytest

from tests.sandbox.fakes import ANSWER, a_box, aio


@aio
async def test_a_new_session_offers_first_and_shows_no_rooms():
    async with a_box() as box:
        status, answer = await box.post("new", {"quality": "low"})
    data = answer.pop("data")
    assert (status, answer) == (200, {"code": 100, "message": "success"})
    assert data["sdp"] == {"type": "offer", "sdp": "v=0"}
    assert data["ice_servers"] == data["ice_servers2"] == []
    assert uuid.UUID(data["session_id"]).version == 1
    assert data["session_duration_limit"] == 600
    assert data["is_paid"] is False
    for name in ("url", "access_token", "livekit_agent_token", "realtime_endpoint"):
        assert data[name] is None


@aio
async def test_nulls_unknown_members_and_empty_names_mean_the_defaults():
    body: dict[str, object] = {
        "quality": None,
        "avatar_id": None,
        "avatar_name": "",
        "voice": {"voice_id": "", "rate": None, "elevenlabs_settings": {}},
        "knowledge_base": None,
        "version": None,
        "livekit_settings": None,
        "activity_idle_timeout": None,
        "nobody_knows_me": [1, 2],
    }
    async with a_box() as box:
        status, _ = await box.post("new", body)
        wanted = box.faces[-1].wanted
    assert status == 200
    assert wanted == ("Maya_Studio_public", "low", "VP8")


@aio
async def test_avatar_quality_codec_and_voice_reach_the_face():
    async with a_box() as box:
        voice_id = "3b33ed61040c8acbd4a27764db385b19"
        session_id = await box.connected(
            avatar_id="Santa_Fireside_public",
            quality="high",
            video_encoding="H264",
            voice={"voice_id": voice_id, "rate": 1.2, "emotion": "Excited"},
        )
        await box.post("task", {"session_id": session_id, "text": "Hello there"})
        face = box.faces[-1]
    assert face.wanted == ("Santa_Fireside_public", "high", "H264")
    assert face.said == [("Hello there", "Oliver", 1.2, "Excited")]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({"avatar_name": "Nobody"}, 10013, "avatar not found"),
        ({"voice": {"voice_id": "0" * 32}}, 400175, "voice"),
        ({"voice": "loud"}, 400175, "voice must be an object"),
        ({"voice": {"rate": "fast"}}, 400175, "rate must be a number"),
        ({"voice": {"rate": True}}, 400175, "rate must be a number"),
        ({"quality": "ultra"}, 400175, "low, medium, high"),
        ({"video_encoding": "AV1"}, 400175, "VP8, H264"),
        ({"activity_idle_timeout": 29}, 400175, "between 30 and 3600"),
        ({"activity_idle_timeout": 3601}, 400175, "between 30 and 3600"),
        ({"disable_idle_timeout": "yes"}, 400175, "must be a boolean"),
        ({"knowledge_base": 7}, 400175, "must be a string"),
        ({"version": "v3"}, 400175, "v1, v2"),
    ],
)
@aio
async def test_a_session_that_cannot_be_had_is_refused_in_the_clouds_words(
    body, code, words
):
    async with a_box() as box:
        status, answer = await box.post("new", body)
        listed = await box.get("/v1/streaming.list")
    assert status == 400
    assert answer["code"] == code
    assert words in answer["message"] + answer.get("details", "")
    assert listed[1]["data"]["sessions"] == []


@aio
async def test_a_session_is_connected_only_when_its_media_is():
    async with a_box() as box:
        session_id = await box.new()
        task = {"session_id": session_id, "text": "too early"}
        assert await box.state(session_id) == "new"
        assert await box.post("task", task) == (
            400,
            {"code": 10001, "message": "session state wrong: new"},
        )
        start = {"session_id": session_id, "sdp": ANSWER}
        assert await box.post("start", start) == (
            200,
            {"code": 100, "message": "success", "data": None},
        )
        assert await box.post("task", task) == (
            400,
            {"code": 10002, "message": "session state wrong: connecting"},
        )
        assert (await box.post("start", start))[1]["code"] == 10002
        box.faces[-1].on_state("connected")
        status, answer = await box.post("task", task)
        assert status == 200
        assert answer["data"]["task_id"]
        assert answer["data"]["duration_ms"] == 800.0
        assert (await box.post("start", start))[1]["code"] == 10003


@pytest.mark.parametrize(
    "sdp", ["v=0 good", {"type": "answer", "sdp": "bad"}, {"type": "answer"}, 7]
)
@aio
async def test_a_bad_answer_is_refused_and_a_good_one_may_follow(sdp):
    async with a_box() as box:
        session_id = await box.new()
        body = {"session_id": session_id, "sdp": sdp}
        assert await box.post("start", body) == (
            400,
            {"code": 400, "message": "peer start failed,please check the answer"},
        )
        status, _ = await box.post("start", {**body, "sdp": ANSWER})
    assert status == 200


@aio
async def test_candidates_may_come_before_the_answer_and_end_in_several_ways():
    one = {"candidate": "candidate:1 1 udp 1 127.0.0.1 5 typ host", "sdpMid": "0"}
    last = {"candidate": "", "sdpMid": "0"}
    async with a_box() as box:
        session_id = await box.new()
        for candidate in (one, last, None):
            body = {"session_id": session_id, "candidate": candidate}
            assert (await box.post("ice", body))[0] == 200
        assert box.faces[-1].candidates == [one, last, None]


@pytest.mark.parametrize(
    "body", [{}, {"candidate": "text"}, {"candidate": {"candidate": "broken"}}]
)
@aio
async def test_a_candidate_that_cannot_be_read_is_refused(body):
    async with a_box() as box:
        session_id = await box.new()
        status, answer = await box.post("ice", {"session_id": session_id, **body})
    assert (status, answer["code"]) == (400, 400175)


@aio
async def test_stopping_closes_the_face_and_frees_the_place():
    async with a_box(max_sessions=1) as box:
        session_id = await box.connected()
        assert (await box.post("stop", {"session_id": session_id}))[0] == 200
        assert box.faces[-1].closed == 1
        await box.new()


@aio
async def test_after_its_end_a_session_is_closed_and_no_longer_exists_to_stop():
    async with a_box() as box:
        session_id = await box.connected()
        body = {"session_id": session_id}
        await box.post("stop", body)
        for name in ("interrupt", "keep_alive", "start_listening", "stop_listening"):
            assert (await box.post(name, body))[1] == {
                "code": 10005,
                "message": "session state wrong: closed",
            }
        assert await box.post("stop", body) == (
            400,
            {
                "code": 400004,
                "message": f"Session does not exist. SessionID: {session_id}",
            },
        )


@pytest.mark.parametrize(
    "name",
    ["start", "ice", "task", "interrupt", "start_listening", "keep_alive", "stop"],
)
@aio
async def test_an_unknown_session_and_a_missing_id_are_refused(name):
    body = {"session_id": "nobody", "text": "x", "sdp": ANSWER, "candidate": {}}
    async with a_box() as box:
        assert (await box.post(name, body))[1]["code"] == 400004
        status, answer = await box.post(name, {**body, "session_id": ""})
    assert (status, answer["code"]) == (400, 400175)
    assert answer["details"] == "session_id is required"


@aio
async def test_the_list_shows_live_sessions_only_and_the_history_all():
    async with a_box() as box:
        first, second = await box.connected(), await box.new()
        listed = (await box.get("/v1/streaming.list"))[1]["data"]["sessions"]
        assert [(one["session_id"], one["status"]) for one in listed] == [
            (first, "connected"),
            (second, "new"),
        ]
        assert {one["api_key_type"] for one in listed} == {"regular"}
        await box.post("stop", {"session_id": first})
        listed = (await box.get("/v1/streaming.list"))[1]["data"]["sessions"]
        assert [one["session_id"] for one in listed] == [second]
        _, page = await box.get("/v2/streaming.list?page_size=1")
        assert (page["total"], page["next_pagination_token"]) == (2, "1")
        assert page["data"][0]["session_id"] == second
        _, page = await box.get("/v2/streaming.list?page_size=1&token=1")
        assert page["data"][0]["status"] == "closed"
        assert page["next_pagination_token"] is None


@aio
async def test_a_viewer_who_leaves_ends_the_session():
    async with a_box() as box:
        session_id = await box.connected()
        box.faces[-1].on_state("closed")
        await box.advance(0.1)
        assert await box.state(session_id) == "viewer_left"


@aio
async def test_the_end_of_the_process_closes_every_face():
    async with a_box() as box:
        await box.connected()
        await box.new()
    assert [face.closed for face in box.faces] == [1, 1]
