"""HeygenCloud over real HTTP: what it asks for, and what it makes of the answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from errors import NotFound, Unreachable
from heygen.client import HeygenClient
from heygen.cloud import HeygenCloud
from sessions.order import SessionOrder
from upstream.http import Http

V1 = "/heygen/v1/streaming"
AVATARS = f"{V1}/avatar.list"


def unnamed(_cloud_session_id):
    pytest.fail("HeyGen names no session before it opens it")


@pytest.fixture
def cloud(sandbox):
    http = Http(
        name="heygen",
        base_url=sandbox.heygen_url,
        headers={"X-Api-Key": "a-key"},
        sleep=lambda _: None,
    )
    yield HeygenCloud(client=HeygenClient(http=http))
    http.close()


def answer(sandbox, path, data):
    body = {"code": 100, "message": "success", "data": data}
    sandbox.fault(path, status=200, body=body)


def test_an_order_is_said_in_the_clouds_words(cloud, sandbox):
    order = SessionOrder(
        avatar_name="Santa_Fireside_public",
        voice_id="13cd55308462ee7f5ec126cff7d01963",
        quality="medium",
        language="en",
        activity_idle_timeout_s=60,
    )
    opened = cloud.open(order, unnamed)
    (asked,) = sandbox.requests(f"{V1}.new")
    assert asked["body"] == {
        "quality": "medium",
        "avatar_name": "Santa_Fireside_public",
        "voice": {"voice_id": "13cd55308462ee7f5ec126cff7d01963"},
        "language": "en",
        "activity_idle_timeout": 60,
    }
    assert asked["key"] == "X-Api-Key: ..."
    assert opened.data["session_id"] == opened.cloud_session_id


def test_what_nobody_chose_is_left_to_the_cloud(cloud, sandbox):
    cloud.open(SessionOrder(), unnamed)
    (asked,) = sandbox.requests(f"{V1}.new")
    assert asked["body"] == {"quality": "low", "avatar_name": "", "voice": {}}


def test_every_wish_of_a_room_is_passed_on(cloud, sandbox):
    stt = {"provider": "gladia", "confidence": 0.7}
    order = SessionOrder(
        voice_rate=1.2,
        voice_emotion="friendly",
        voice_settings={"stability": 0.5},
        video_encoding="H264",
        hearing=stt,
        knowledge_base="Be kind.",
        knowledge_base_id="kb-1",
        never_idle=True,
        prompts_silence=True,
        in_room=True,
        microphone_in_room=True,
    )
    opened = cloud.open(order, unnamed)
    (asked,) = sandbox.requests(f"{V1}.new")
    settings = {"rate": 1.2, "emotion": "friendly"}
    assert asked["body"] == {
        "quality": "low",
        "avatar_name": "",
        "voice": {**settings, "elevenlabs_settings": {"stability": 0.5}},
        "stt_settings": stt,
        "knowledge_base": "Be kind.",
        "knowledge_base_id": "kb-1",
        "video_encoding": "H264",
        "version": "v2",
        "disable_idle_timeout": True,
        "silence_response": True,
        "ia_is_livekit_transport": True,
    }
    assert opened.data["url"].startswith("ws")
    assert cloud.accept(opened.cloud_session_id, None) is None


def test_a_room_is_opened_with_a_token_that_is_kept_for_its_other_doors(cloud, sandbox):
    opened = cloud.open(SessionOrder(in_room=True), unnamed)
    assert opened.keys["session_token"]
    assert opened.keys["session_token"] not in repr(opened)


def test_a_token_whose_answer_is_lost_has_surely_opened_nothing(cloud, sandbox):
    sandbox.fault(f"{V1}.create_token", status=200, body={"error": None, "data": {}})
    with pytest.raises(Unreachable) as failure:
        cloud.open(SessionOrder(in_room=True), unnamed)
    assert not failure.value.in_doubt
    assert sandbox.sessions() == []


def test_the_clouds_own_model_can_be_asked(cloud, sandbox):
    answer(sandbox, f"{V1}.task", {"task_id": "t-1", "duration_ms": None})
    task = cloud.converse("s-1", "Who are you?")
    (asked,) = sandbox.requests(f"{V1}.task")
    assert (task.task_id, task.text, task.duration_ms) == ("t-1", "", None)
    assert asked["body"]["task_type"] == "talk"


@pytest.mark.parametrize(
    ("attentive", "name"), [(True, "start_listening"), (False, "stop_listening")]
)
def test_attention_is_switched_on_and_off(cloud, sandbox, attentive, name):
    answer(sandbox, f"{V1}.{name}", None)
    cloud.listen("s-1", attentive=attentive)
    (asked,) = sandbox.requests(f"{V1}.{name}")
    assert asked["body"] == {"session_id": "s-1"}


def test_what_is_left_is_counted_in_credits(cloud, sandbox):
    sandbox.limits(credits=7.5)
    assert cloud.credits_left() == 7.5


def test_the_clouds_own_list_shows_what_bills(cloud):
    first = cloud.open(SessionOrder(), unnamed).cloud_session_id
    second = cloud.open(SessionOrder(), unnamed).cloud_session_id
    cloud.close(first)
    (live,) = cloud.live()
    assert (live.cloud_session_id, live.state) == (second, "new")
    assert abs(live.created_at - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("created_at", [None, 1e20, -1e20])
def test_a_date_that_is_none_does_not_hide_a_session(cloud, sandbox, created_at):
    entry = {"session_id": "s", "status": "connected", "created_at": created_at}
    answer(sandbox, f"{V1}.list", {"sessions": [entry]})
    (live,) = cloud.live()
    assert (live.cloud_session_id, live.created_at) == ("s", None)


def test_a_session_that_is_over_is_gone(cloud):
    session_id = cloud.open(SessionOrder(), unnamed).cloud_session_id
    cloud.close(session_id)
    for act in (cloud.close, cloud.keep_alive, cloud.interrupt):
        with pytest.raises(NotFound):
            act(session_id)


def test_the_end_of_candidates_stays_with_us(cloud, sandbox):
    session_id = cloud.open(SessionOrder(), unnamed).cloud_session_id
    assert cloud.candidate(session_id, {"candidate": ""}) is None
    assert sandbox.requests(f"{V1}.ice") == []


def test_a_face_is_offered_once_and_only_when_it_can_be_used(cloud, sandbox):
    ann = {"avatar_id": "ann", "pose_name": "Ann", "default_voice": "v1"}
    answer(
        sandbox,
        AVATARS,
        [
            ann,
            ann,
            {"avatar_id": "bob", "pose_name": None, "normal_preview": None},
            {"avatar_id": "eve", "status": "INACTIVE"},
        ],
    )
    offered = [(one.id, one.name, one.default_voice_id) for one in cloud.avatars()]
    assert offered == [("ann", "Ann", "v1"), ("bob", "bob", "")]


def test_a_voice_is_offered_only_when_it_can_speak_live(cloud, sandbox):
    answer(
        sandbox,
        "/heygen/v2/voices",
        {
            "voices": [
                {"voice_id": "a", "name": "A", "language": "English", "gender": "Male"},
                {"voice_id": "b", "support_interactive_avatar": False},
                {"voice_id": "c", "name": None, "gender": None},
            ]
        },
    )
    offered = [(one.id, one.name, one.gender) for one in cloud.voices()]
    assert offered == [("a", "A", "male"), ("c", "c", "")]


def test_the_sandboxs_own_lists_can_be_read(cloud):
    assert len(cloud.avatars()) == 4
    assert len(cloud.voices()) > 8
