"""What streaming.new takes, and what becomes of it."""

import pytest

from sessions.model import CloudSession
from sessions.order import SessionOrder
from tests.cores import a_janitor
from tests.heygen.gateway.conftest import SDP

# What HeyGen's SDK 2.1.0 sends when a page chose an avatar and a quality.
SDK = {
    "avatar_name": "Ann",
    "quality": "high",
    "voice": {"elevenlabs_settings": {}},
    "version": "v2",
    "video_encoding": "H264",
    "source": "sdk",
    "ia_is_livekit_transport": False,
}
# What pipecat sends: every member that it knows.
PIPECAT = {
    **dict.fromkeys(
        (
            *("quality", "avatar_id", "voice", "video_encoding", "knowledge_id"),
            *("knowledge_base", "disable_idle_timeout", "activity_idle_timeout"),
            *("language", "stt_settings", "version", "silence_response"),
        )
    ),
    "version": "v2",
}
EVERYTHING = {
    "quality": "medium",
    "avatar_id": "Ann",
    "voice": {
        "voice_id": "v1",
        "rate": 1.5,
        "emotion": "Friendly",
        "elevenlabs_settings": {"stability": 0.5, "use_speaker_boost": False},
    },
    "stt_settings": {"provider": "assembly_ai", "confidence": 0.6},
    "knowledge_base": "Be kind.",
    "knowledge_base_id": "kb-1",
    "language": "de",
    "version": "v1",
    "video_encoding": "VP8",
    "activity_idle_timeout": 300,
    "disable_idle_timeout": True,
    "silence_response": True,
    "ia_is_livekit_transport": True,
    "session_duration_limit": 5,
}


def the_order(cloud):
    return next(what for verb, what in cloud.calls if verb == "open")


@pytest.mark.parametrize("body", [{}, SDK])
def test_a_face_that_heygens_clients_cannot_show_is_not_paid_for(page, cloud, body):
    cloud.by_rooms = True
    answer = page.post("new", **body)
    assert (answer.status_code, answer.get_json()["reason"]) == (409, "wrong_state")
    assert "/v1/sessions" in answer.get_json()["message"]
    assert cloud.calls == []


def test_everything_that_is_asked_for_is_passed_on(page, cloud):
    page.ok("new", **EVERYTHING)
    assert the_order(cloud) == SessionOrder(
        avatar_name="Ann",
        voice_id="v1",
        voice_rate=1.5,
        voice_emotion="Friendly",
        voice_settings={"stability": 0.5, "use_speaker_boost": False},
        quality="medium",
        video_encoding="VP8",
        language="de",
        hearing={"provider": "assembly_ai", "confidence": 0.6},
        knowledge_base="Be kind.",
        knowledge_base_id="kb-1",
        activity_idle_timeout_s=300,
        never_idle=True,
        prompts_silence=True,
        microphone_in_room=True,
        persona_id="ada",
        opened_by="heygen gateway v1",
    )


@pytest.mark.parametrize(
    ("body", "avatar"), [(SDK, "Ann"), (PIPECAT, "Ada_A")], ids=["sdk", "pipecat"]
)
def test_the_known_clients_are_understood(page, cloud, sessions, body, avatar):
    session_id = page.ok("new", **body)["session_id"]
    order = the_order(cloud)
    assert (order.avatar_name, order.voice_id) == (avatar, "v9")
    assert order.in_room
    assert sessions.find(session_id).opened_by == "heygen gateway v2"
    assert page.ok("start", session_id=session_id) is None
    assert cloud.calls[-1] == ("accept", None)


def test_nothing_is_enough(page, cloud):
    page.ok("new")
    order = the_order(cloud)
    assert (order.quality, order.in_room, order.voice_rate) == ("low", False, None)


@pytest.mark.parametrize(
    ("wish", "lasts_s"),
    [({"activity_idle_timeout": 300}, 300), ({"disable_idle_timeout": True}, 3600)],
)
def test_how_long_silence_lasts_is_the_clients_choice(
    owner, sessions, cloud, clock, wish, lasts_s
):
    session_id = owner.ok("new", **wish)["session_id"]
    owner.ok("start", session_id=session_id, sdp=SDP)
    cloud.listed = [CloudSession(cloud_session_id=session_id, state="connected")]
    janitor = a_janitor(sessions, clock)
    clock.advance(lasts_s)
    janitor.round()
    owner.ok("keep_alive", session_id=session_id)
    clock.advance(lasts_s + 1)
    janitor.round()
    assert owner.refused("keep_alive", session_id=session_id)[3] == "idle_timeout"


@pytest.mark.parametrize("name", ["knowledge_id", "knowledge_base_id"])
def test_a_knowledge_base_has_two_names(page, cloud, name):
    page.ok("new", **{name: "kb-2"})
    assert the_order(cloud).knowledge_base_id == "kb-2"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"quality": "ultra"}, "quality"),
        ({"voice": {"rate": 2}}, "voice.rate"),
        ({"voice": {"emotion": "furious"}}, "voice.emotion"),
        ({"voice": "v1"}, "voice"),
        (
            {"voice": {"elevenlabs_settings": {"stability": 2}}},
            "voice.elevenlabs_settings.stability",
        ),
        ({"stt_settings": {"provider": "ears"}}, "stt_settings.provider"),
        ({"stt_settings": {"confidence": 1.5}}, "stt_settings.confidence"),
        ({"video_encoding": "AV1"}, "video_encoding"),
        ({"version": "v3"}, "version"),
        ({"activity_idle_timeout": 29}, "activity_idle_timeout"),
        ({"activity_idle_timeout": 3601}, "activity_idle_timeout"),
        ({"disable_idle_timeout": "perhaps"}, "disable_idle_timeout"),
        ({"knowledge_base": 5}, "knowledge_base"),
        ({"variables": {"unknown": "x"}}, "variables.unknown"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(page, cloud, body, where):
    answer = page.post("new", **body)
    found = answer.get_json()
    assert (answer.status_code, found["code"]) == (400, 400175)
    assert (found["message"], found["reason"]) == (
        "Invalid parameter",
        "invalid_parameter",
    )
    assert found["details"].startswith(f"{where}: ")
    assert cloud.calls == []
    page.ok("new")  # the token is as good as before


def test_outside_a_room_an_answer_is_needed(page, cloud):
    session_id = page.ok("new")["session_id"]
    assert page.refused("start", session_id=session_id) == (
        *(400, 400),
        *("peer start failed,please check the answer", "peer_failed"),
    )
    assert "accept" not in cloud.verbs()
