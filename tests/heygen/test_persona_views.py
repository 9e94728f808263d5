import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import InvalidInput, Rejected, TimedOut, WrongState
from sessions.figures import STEPS
from sessions.model import State
from tests.heygen.conftest import ok, refused
from tests.waiting import until

CANDIDATE = {
    "candidate": "candidate:1 1 udp 2122 127.0.0.1 5000 typ host",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
    "usernameFragment": "abcd",
}


def the_order(cloud):
    return next(what for verb, what in cloud.calls if verb == "open")


def test_create_hands_the_clouds_data_through(post):
    body = ok(post("session/create", avatar_name="Ann", voice_id="v1"))
    assert body["message"] == "Session created successfully"
    assert body["data"] == {
        "session_id": "cloud-1",
        "sdp": {"type": "offer", "sdp": "v=0"},
    }


def test_create_asks_for_what_the_caller_wants(post, cloud):
    ok(
        post(
            "session/create",
            avatar_name="Ann",
            voice_id="v1",
            quality="high",
            language="de",
            activity_idle_timeout=300,
        )
    )
    order = the_order(cloud)
    assert (order.avatar_name, order.voice_id) == ("Ann", "v1")
    assert (order.quality, order.language) == ("high", "de")
    assert order.activity_idle_timeout_s == 300
    assert order.persona_id == "ada"


@pytest.mark.parametrize(
    ("active", "avatar", "voice"),
    [("ada", "House_Avatar", "house-voice"), ("santa", "Santa_A", "v9")],
)
@pytest.mark.parametrize("blank", [{}, {"avatar_name": "", "voice_id": None}])
def test_what_the_caller_leaves_open_comes_from_persona_or_settings(
    post, cloud, personas, active, avatar, voice, blank
):
    personas.active_id = active
    ok(post("session/create", **blank))
    order = the_order(cloud)
    assert (order.avatar_name, order.voice_id) == (avatar, voice)


def test_a_face_the_cloud_lacks_gives_way_when_it_was_our_choice(post, cloud):
    cloud.fails["open"] = InvalidInput("no", fields={"avatar_name": ["unknown"]})
    ok(post("session/create"))
    order = cloud.calls[-1][1]
    assert (order.avatar_name, order.voice_id) == ("", "")


def test_a_face_the_caller_named_and_the_cloud_lacks_is_refused(post, cloud):
    cloud.fails["open"] = InvalidInput("no", fields={"avatar_name": ["unknown"]})
    body = refused(post("session/create", avatar_name="Nobody"), 400)
    assert body["fields"] == {"avatar_name": ["unknown"]}


@pytest.mark.parametrize("sdp", [{"type": "answer", "sdp": "v=0\r\n"}, "v=0\r\n"])
def test_start_takes_the_answer_as_object_or_text(post, cloud, sdp):
    session_id = ok(post("session/create"))["data"]["session_id"]
    body = ok(post("session/start", session_id=session_id, sdp=sdp))
    assert body == {
        "success": True,
        "message": "Session started successfully",
        "data": {},
    }
    assert cloud.calls[-1] == ("accept", {"type": "answer", "sdp": "v=0\r\n"})


@pytest.mark.parametrize(
    "sdp", [None, "", 7, {}, {"sdp": 7}, {"type": "offer", "sdp": "v=0"}, "v" * 100_001]
)
def test_start_refuses_what_is_no_answer(post, sdp):
    session_id = ok(post("session/create"))["data"]["session_id"]
    body = refused(post("session/start", session_id=session_id, sdp=sdp), 400)
    assert list(body["fields"]) == ["sdp"]


def test_start_asks_for_the_answer_to_an_offer(post, cloud):
    session_id = ok(post("session/create"))["data"]["session_id"]
    body = refused(post("session/start", session_id=session_id), 400)
    assert list(body["fields"]) == ["sdp"]
    assert cloud.verbs() == ["open"]


def test_a_session_in_a_room_starts_without_an_answer(post, cloud):
    cloud.by_rooms = True
    session_id = ok(post("session/create"))["data"]["session_id"]
    ok(post("session/start", session_id=session_id))
    assert cloud.calls[-1] == ("accept", None)


def test_ice_hands_the_candidate_on_before_and_after_the_answer(post, cloud):
    session_id = ok(post("session/create"))["data"]["session_id"]
    body = ok(post("ice", session_id=session_id, candidate=CANDIDATE))
    assert body["message"] == "ICE candidate handled successfully"
    post("session/start", session_id=session_id, sdp="v=0")
    ok(post("ice", session_id=session_id, candidate=CANDIDATE))
    assert [what for verb, what in cloud.calls if verb == "candidate"] == [
        CANDIDATE,
        CANDIDATE,
    ]


@pytest.mark.parametrize("end", [None, {"candidate": ""}])
def test_ice_takes_the_end_of_candidates(post, cloud, live, end):
    ok(post("ice", session_id=live, candidate=end))
    assert cloud.calls[-1] == ("candidate", {"candidate": ""})


@pytest.mark.parametrize(
    ("candidate", "field"),
    [
        ("x", "candidate"),
        ({}, "candidate.candidate"),
        ({"candidate": 1}, "candidate.candidate"),
        ({**CANDIDATE, "sdpMLineIndex": "zero"}, "candidate.sdpMLineIndex"),
        ({**CANDIDATE, "sdpMLineIndex": -1}, "candidate.sdpMLineIndex"),
    ],
)
def test_ice_names_what_is_wrong_with_a_candidate(post, live, candidate, field):
    body = refused(post("ice", session_id=live, candidate=candidate), 400)
    assert list(body["fields"]) == [field]


def test_text_is_spoken_as_it_is(post, cloud, live):
    body = ok(post("text", session_id=live, text="Good morning."))
    assert body == {
        "success": True,
        "message": "Text sent successfully",
        "data": {
            "task_id": "task-1",
            "duration_ms": 500.0,
            "tasks": [
                {"task_id": "task-1", "text": "Good morning.", "duration_ms": 500.0}
            ],
        },
        "speaking_duration": 0.5,
    }
    assert cloud.said() == ["Good morning."]


def test_a_long_text_is_several_tasks_and_its_duration_is_their_sum(post, live):
    text = "One sentence goes here. Another one follows it. And a third ends it."
    body = ok(post("text", session_id=live, text=text))
    assert [task["task_id"] for task in body["data"]["tasks"]] == [
        "task-1",
        "task-2",
        "task-3",
    ]
    assert body["data"]["task_id"] == "task-1"
    assert body["speaking_duration"] == 1.5


def test_with_ai_the_persona_answers_and_the_answer_is_spoken(post, cloud, model, live):
    body = ok(
        post(
            "text",
            session_id=live,
            text="What do you study?",
            generate_ai_response=True,
        )
    )
    assert body["ai_response"] == "I study engineering. It is fun!"
    assert cloud.said() == ["I study engineering.", "It is fun!"]
    assert body["turn"] == 1
    assert set(body["figures"]) == set(STEPS)
    assert len(model.asked) == 1


def test_the_persona_of_the_session_answers_even_when_another_is_active_now(
    post, model, personas, live
):
    personas.active_id = "santa"
    ok(post("text", session_id=live, text="Who are you?", generate_ai_response=True))
    assert "Ada" in str(model.asked)
    assert "Santa" not in str(model.asked)


def test_a_persona_deleted_during_its_session_is_replaced_by_the_active_one(
    post, model, personas, live
):
    personas.active_id = "santa"
    del personas.all["ada"]
    ok(post("text", session_id=live, text="Who are you?", generate_ai_response=True))
    assert "Santa" in str(model.asked)


def test_an_interrupt_while_the_model_writes_keeps_its_answer_unsaid(
    post, cloud, model, live, sessions
):
    model.gate = threading.Event()
    with ThreadPoolExecutor() as pool:
        answering = pool.submit(
            post, "text", session_id=live, text="Hi", generate_ai_response=True
        )
        assert model.entered.wait(10)
        # The model is set to work before the question's turn begins.
        until(lambda: sessions.turn(live) == 1)
        body = ok(post("session/interrupt", session_id=live))
        assert body["data"] == {"turn": 2}
        model.gate.set()
        late = ok(answering.result(10))
    assert late["interrupted"] is True
    assert late["data"] == {"task_id": None, "duration_ms": None, "tasks": []}
    assert cloud.said() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "  "}, "text"),
        ({"text": 5}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "x", "generate_ai_response": "maybe"}, "generate_ai_response"),
    ],
)
def test_text_names_what_is_wrong(post, live, body, field):
    refusal = refused(post("text", session_id=live, **body), 400)
    assert list(refusal["fields"]) == [field]


@pytest.mark.parametrize(
    "name", ["session/start", "text", "ice", "session/stop", "session/interrupt"]
)
@pytest.mark.parametrize("session_id", [None, "", 7, "x" * 201])
def test_a_session_id_that_is_none_is_named(post, name, session_id):
    body = refused(post(name, session_id=session_id), 400)
    assert "session_id" in body["fields"]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("session/start", {"sdp": "v=0"}),
        ("text", {"text": "Hi"}),
        ("ice", {"candidate": CANDIDATE}),
        ("session/stop", {}),
        ("session/interrupt", {}),
        ("session/keep-alive", {}),
        ("init", {}),
    ],
)
def test_an_unknown_session_is_404(post, name, more):
    body = refused(post(name, session_id="nobody", **more), 404)
    assert body["code"] == "not_found"


def test_init_gives_the_greeting_without_a_session(client, cloud):
    body = ok(client.post("/persona/heygen/init"))
    assert body["message"] == "Bot initialized successfully"
    assert body["data"]["text"] == "Hello, I am Ada."
    assert cloud.calls == []


def test_init_speaks_the_greeting_in_a_session(post, cloud, live):
    body = ok(post("init", session_id=live))
    assert body["data"]["text"] == "Hello, I am Ada."
    assert body["data"]["tasks"][0]["task_id"] == "task-1"
    assert cloud.said() == ["Hello, I am Ada."]


def test_stop_ends_the_session_and_twice_is_harmless(post, sessions, live):
    body = ok(post("session/stop", session_id=live))
    assert body["message"] == "Session stopped successfully"
    assert body["data"] == {"status": "success"}
    assert sessions.find(live).state is State.CLOSED
    assert ok(post("session/stop", session_id=live))["data"] == {}


def test_speech_after_the_end_says_that_it_has_ended(post, live):
    post("session/stop", session_id=live)
    body = refused(post("text", session_id=live, text="Hi"), 409)
    assert body["code"] == "wrong_state"
    assert "ended" in body["message"]


def test_keep_alive_reaches_the_cloud(post, cloud, live):
    ok(post("session/keep-alive", session_id=live))
    assert cloud.verbs()[-1] == "keep_alive"


def test_the_pickers_are_filled_from_the_cloud(client):
    assert ok(client.get("/persona/heygen/avatars"))["data"] == [
        {"id": "ann", "name": "Ann", "preview_url": "", "default_voice_id": ""}
    ]
    assert ok(client.get("/persona/heygen/voices"))["data"] == [
        {"id": "v1", "name": "Voice", "language": "English", "gender": "female"}
    ]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Rejected("bad key", upstream="heygen"), 502, "upstream_rejected"),
        (TimedOut("late", upstream="heygen"), 504, "upstream_timed_out"),
        (WrongState("connecting"), 409, "wrong_state"),
    ],
)
def test_what_the_cloud_fails_at_has_its_status(post, cloud, live, error, status, code):
    cloud.fails["speak"] = error
    body = refused(post("text", session_id=live, text="Hi"), status)
    assert body["code"] == code
