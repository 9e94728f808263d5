"""Every answer, member by member."""

from datetime import UTC, datetime

import pytest

from sessions.catalogue import Avatar, Voice
from sessions.limits import Limits
from tests.cores import NOON, a_policy
from tests.heygen.gateway.conftest import SDP


def test_a_token_has_the_other_envelope(owner):
    body = owner.post("create_token").get_json()
    assert sorted(body) == ["data", "error"]
    assert body["error"] is None
    assert list(body["data"]) == ["token"]


def test_new_hands_the_clouds_data_through(page):
    assert page.post("new").get_json() == {
        "code": 100,
        "message": "success",
        "data": {"session_id": "cloud-1", "sdp": {"type": "offer", "sdp": "v=0"}},
    }


@pytest.mark.parametrize(("ours", "told"), [(90.5, 90), (9000, 600), (None, 600)])
def test_the_shorter_limit_is_told(page, cloud, sessions, ours, told):
    sessions.policy = a_policy(limits=Limits(session_s=ours))
    cloud.more = {"session_duration_limit": 600}
    assert page.ok("new")["session_duration_limit"] == told


def test_the_acts_answer_success(page, cloud):
    session = {"session_id": page.ok("new")["session_id"]}
    assert page.ok("start", **session, sdp=SDP) is None
    candidate = {"candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0}
    assert page.ok("ice", **session, candidate=candidate) is None
    for act in ("interrupt", "start_listening", "stop_listening", "keep_alive"):
        assert page.ok(act, **session) is None
    ended = page.ok("stop", **session)
    assert ended == {"status": "success", "reason": "client"}
    assert cloud.calls[1:3] == [("accept", SDP), ("candidate", candidate)]
    assert [call for call in cloud.calls if call[0] == "listen"] == [
        ("listen", True),
        ("listen", False),
    ]


@pytest.mark.parametrize("candidate", [None, {"candidate": ""}])
def test_the_end_of_candidates_is_none_that_counts(page, live, cloud, candidate):
    page.ok("ice", session_id=live, candidate=candidate)
    verb, given = cloud.calls[-1]
    assert (verb, given["candidate"]) == ("candidate", "")


def test_a_task_has_its_id_and_how_long_it_takes(page, live):
    task = page.ok("task", session_id=live, text="Hello there.")
    assert task == {"task_id": "task-1", "duration_ms": 500.0}


def test_live_sessions_are_listed(owner, page, live):
    fresh = owner.ok("new")["session_id"]
    body = owner.get("/v1/streaming.list").get_json()
    entries = body["data"].pop("sessions")
    assert body == {"code": 100, "message": "success", "data": {}}
    shared = {"created_at": int(NOON.timestamp()), "api_key_type": "regular"}
    assert sorted(entries, key=lambda entry: entry["session_id"]) == [
        {"session_id": live, "status": "connected", **shared},
        {"session_id": fresh, "status": "new", **shared},
    ]
    page.ok("stop", session_id=live)
    left = owner.get("/v1/streaming.list").get_json()["data"]["sessions"]
    assert [entry["session_id"] for entry in left] == [fresh]


def test_faces_are_listed(page, cloud):
    made = datetime(2024, 6, 1, tzinfo=UTC)
    ann = Avatar(id="ann", name="Ann", created_at=made, is_public=False)
    cloud.avatars = lambda: [ann]
    assert page.get("/v1/streaming/avatar.list").get_json() == {
        "code": 100,
        "message": "Success",
        "data": [
            {
                "avatar_id": "ann",
                "created_at": int(made.timestamp()),
                "default_voice": "",
                "is_public": False,
                "normal_preview": "",
                "pose_name": "Ann",
                "status": "ACTIVE",
            }
        ],
    }


def test_voices_are_listed(page, cloud):
    cloud.voices = lambda: [Voice(id="v1", name="Vera", has_emotions=True)]
    assert page.get("/v2/voices").get_json() == {
        "error": None,
        "data": {
            "voices": [
                {
                    "voice_id": "v1",
                    "language": "",
                    "gender": "",
                    "name": "Vera",
                    "preview_audio": "",
                    "support_pause": False,
                    "emotion_support": True,
                    "support_interactive_avatar": True,
                    "support_locale": False,
                }
            ]
        },
    }


def test_what_is_left_is_told_in_sixtieths(owner):
    body = owner.get("/v2/user/remaining_quota").get_json()
    assert body == {
        "error": None,
        "data": {"remaining_quota": 750, "details": {"api": 750}},
    }
