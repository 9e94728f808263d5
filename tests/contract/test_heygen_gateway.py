"""HeyGen's own call order through our gateway, with the real stand-in behind it."""

import pytest

from tests.pages import Page
from tests.sandbox.fakes import aio
from tests.sandbox.livekit.guest import RoomGuest
from tests.waiting import until

pytestmark = pytest.mark.webrtc

SANTA = "Santa_Fireside_public"


@pytest.fixture
def page(app, call):
    return Page(app).with_token()


def when_connected(page, name, **body):
    def answer():
        found = page.post(name, **body)
        return None if found.get_json().get("code") == 10002 else found

    found = until(answer).get_json()
    assert found["code"] == 100, found
    return found["data"]


def persona_turns(call, session_id):
    turns = call.get(f"/sessions/{session_id}/transcript").get_json()["turns"]
    return [turn["text"] for turn in turns if turn["role"] == "persona"]


def test_the_direct_version_from_its_token_to_its_end(call, page, peer, sandbox):
    data = page.ok("new", quality="low", avatar_name=SANTA, voice={"rate": 1.0})
    assert set(data) >= {"session_id", "sdp", "ice_servers", "ice_servers2"}
    session = {"session_id": data["session_id"]}
    assert page.refused("task", **session, text="Too early.")[:3] == (
        *(400, 10001),
        "session state wrong: new",
    )
    answer, candidates = peer.answer(data["sdp"])
    page.ok("start", **session, sdp=answer)
    for candidate in candidates:
        page.ok("ice", **session, candidate=candidate)
    repeated = when_connected(page, "task", **session, text="Word for word.")
    assert repeated["duration_ms"] > 0
    peer.wait_for("avatar_stop_talking", repeated["task_id"])

    sandbox.model(say=["I live at the pole. It is cold there."])
    talk = page.ok("task", **session, text="Where do you live?", task_type="chat")
    peer.wait_for("avatar_start_talking", talk["task_id"])
    until(lambda: len(sandbox.transcript()) == 3)
    said = [task["text"] for task in sandbox.transcript()]
    assert said == ["Word for word.", "I live at the pole.", "It is cold there."]
    assert {task["kind"] for task in sandbox.transcript()} == {"repeat"}
    page.ok("interrupt", **session)
    for name in ("start_listening", "stop_listening", "keep_alive"):
        page.ok(name, **session)
    page.ok("stop", **session)
    assert page.refused("stop", **session)[1] == 400004
    assert page.refused("task", **session, text="Late.") == (
        *(400, 10005),
        *("session state wrong: closed", "client"),
    )
    (line,) = call.get("/sessions?limit=1").get_json()["sessions"]
    assert (line["opened_by"], line["end_reason"]) == ("heygen gateway v1", "client")
    assert line["cost"]["credits"] > 0


@aio
async def test_a_room_from_its_token_to_its_end(call, page, sandbox):
    sandbox.model(say=["A first sentence. And a second one."])
    data = page.ok("new", version="v2", video_encoding="H264", avatar_name=SANTA)
    session = {"session_id": data["session_id"]}
    assert (data["sdp"], data["is_paid"]) == (None, False)
    for way in ("url", "access_token", "livekit_agent_token", "realtime_endpoint"):
        assert isinstance(data[way], str), way
    page.ok("start", **session)
    async with RoomGuest(data["url"], data["access_token"]) as guest:
        await guest.until(lambda: guest.frames)
        assert guest.people == ["heygen"]
        first = page.ok("task", **session, text="Hello there.", task_type="repeat")
        await guest.until_loud()
        await guest.until_told("avatar_stop_talking")
        talk = page.ok("task", **session, text="Who are you?", task_type="talk")
        await guest.until_told("avatar_stop_talking", 3)
        ids = [e["task_id"] for e in guest.events if e["type"] == "avatar_end_message"]
        assert ids[:2] == [first["task_id"], talk["task_id"]]
        page.ok("stop", **session)
        await guest.until(lambda: guest.reason is not None)
    assert persona_turns(call, data["session_id"]) == [
        "Hello there.",
        "A first sentence. And a second one.",
    ]
    assert page.refused("keep_alive", **session) == (
        *(400, 400006),
        *("Session is not in correct state", "client"),
    )


def test_the_lists_are_the_clouds(page, app, sandbox):
    sandbox.limits(credits=2.5)
    avatars = page.get("/v1/streaming/avatar.list").get_json()
    assert (avatars["code"], avatars["message"]) == (100, "Success")
    assert SANTA in {one["avatar_id"] for one in avatars["data"]}
    assert {one["created_at"] for one in avatars["data"]} == {1_717_200_000}
    voices = page.get("/v2/voices").get_json()
    assert voices["error"] is None
    assert len(voices["data"]["voices"]) > 8
    quota = Page(app).get("/v2/user/remaining_quota").get_json()
    assert quota == {
        "error": None,
        "data": {"remaining_quota": 150, "details": {"api": 150}},
    }


@pytest.mark.parametrize(
    ("limit", "refused"),
    [
        ({"max_sessions": 0}, (400, 10004, "session_limit_exceeded")),
        ({"credits": 0}, (400, 10015, "insufficient_credits")),
    ],
)
def test_a_refused_opening_leaves_the_token_unused(page, sandbox, limit, refused):
    sandbox.limits(**limit)
    status, code, _, reason = page.refused("new")
    assert (status, code, reason) == refused
    sandbox.limits(max_sessions=3, credits=10)
    page.ok("new")
    assert page.refused("new") == (401, 400112, "Unauthorized", "unauthorized")


def test_an_avatar_that_the_cloud_lacks_is_refused_in_its_words(page):
    assert page.refused("new", avatar_id="nobody") == (
        *(400, 10013),
        *("avatar not found", "avatar_not_found"),
    )
