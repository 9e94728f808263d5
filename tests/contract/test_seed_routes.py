"""The routes that clients were written for, answer by answer, over a real session."""

import pytest

from tests.contract.shapes import EDUCATION, ERROR, PERSONA, STRING, assert_shape

pytestmark = pytest.mark.webrtc

NEW_PERSONA = {
    "name": "Ravi Sen",
    "title": "Robotics student",
    "education": {"degree": "BSc", "year": "Second", "institution": "Delta College"},
    "technical": {
        "languages": ["Rust", "Python"],
        "webStack": ["Flask"],
        "projects": ["a robot that waters plants"],
    },
    "personality": {"style": "dry", "interests": ["chess"], "goals": ["a summit"]},
    "traits": ["patient", "funny"],
}


def ok(answer, message):
    assert answer.status_code == 200, answer.get_json()
    assert answer.content_type == "application/json"
    body = answer.get_json()
    assert body["success"] is True
    assert body["message"] == message
    return body


def test_1_1_get_persona_is_the_bare_object(call):
    answer = call.get("/persona")
    assert answer.status_code == 200
    assert_shape(answer.get_json(), PERSONA)
    assert not {"success", "id", "active"} & answer.get_json().keys()


def test_1_2_post_persona_changes_the_basic_details(call):
    before = call.get("/persona").get_json()
    details = {key: NEW_PERSONA[key] for key in ("name", "title", "education")}
    body = ok(call.post("/persona", **details), "Persona details updated successfully")
    assert set(body) == {"success", "message", "persona"}
    assert_shape(body["persona"], PERSONA)
    assert call.get("/persona").get_json() == body["persona"]
    assert body["persona"] == {**before, **details}


@pytest.mark.parametrize("part", ["degree", "year", "institution"])
def test_1_2_one_part_of_the_education_leaves_the_others(call, part):
    before = call.get("/persona").get_json()["education"]
    body = call.post("/persona", education={part: "New"}).get_json()
    assert body["persona"]["education"] == {**before, part: "New"}


def test_1_2_what_is_not_a_basic_detail_is_not_applied_and_named(call):
    before = call.get("/persona").get_json()
    body = ok(
        call.post("/persona", title="Pilot", traits=["bold"]),
        "Persona details updated successfully",
    )
    assert body["persona"] == {**before, "title": "Pilot"}
    assert body["ignored"] == ["traits"]


def test_1_3_get_persona_config_is_the_same(call):
    assert call.get("/persona/config").get_json() == call.get("/persona").get_json()


def test_1_4_post_persona_update_changes_every_aspect(call):
    answer = call.post("/persona/update", **NEW_PERSONA)
    body = ok(answer, "Persona configuration updated successfully")
    assert set(body) == {"success", "message", "data"}
    assert_shape(body["data"], PERSONA)
    assert {key: body["data"][key] for key in PERSONA} == NEW_PERSONA
    assert call.get("/persona/config").get_json() == body["data"]


@pytest.mark.parametrize("aspect", list(PERSONA))
def test_1_4_one_aspect_leaves_the_others(call, aspect):
    before = call.get("/persona").get_json()
    body = call.post("/persona/update", **{aspect: NEW_PERSONA[aspect]}).get_json()
    assert body["data"] == {**before, aspect: NEW_PERSONA[aspect]}


def test_2_1_init_gives_the_welcome_message(call):
    body = ok(call.post("init"), "Bot initialized successfully")
    assert_shape(body["data"], {"text": STRING})
    assert body["data"]["text"]


def test_2_2_create_gives_the_session(call, sandbox):
    answer = call.post(
        "session/create",
        avatar_name="Santa_Fireside_public",
        voice_id="8d4826a59a61c168aaf582d4ab3a380d",
    )
    body = ok(answer, "Session created successfully")
    assert set(body) == {"success", "message", "data"}
    offer = {"type": STRING, "sdp": STRING}
    assert_shape(body["data"], {"session_id": STRING, "sdp": offer})
    assert body["data"]["sdp"]["type"] == "offer"
    assert isinstance(body["data"]["ice_servers2"], list)
    (session,) = sandbox.sessions()
    assert session["session_id"] == body["data"]["session_id"]
    assert session["avatar_id"] == "Santa_Fireside_public"
    assert session["voice_id"] == "8d4826a59a61c168aaf582d4ab3a380d"


@pytest.mark.parametrize("bare", [False, True], ids=["object", "bare string"])
def test_2_3_start_takes_the_sdp_as_clients_send_it_and_as_the_document_says(
    call, peer, sandbox, bare
):
    data = call.create()
    answer, _ = peer.answer(data["sdp"])
    sdp = answer["sdp"] if bare else answer
    started = call.post("session/start", session_id=data["session_id"], sdp=sdp)
    body = ok(started, "Session started successfully")
    assert set(body) == {"success", "message", "data"}
    assert_shape(body["data"], {})
    spoken = call.when_connected("text", session_id=data["session_id"], text="Yes.")
    peer.wait_for("avatar_stop_talking", spoken.get_json()["data"]["task_id"])
    assert sorted(peer.tracks) == ["audio", "video"]


def test_2_4_text_is_spoken_as_it_is(call, peer, sandbox, live):
    text = "Grüße an Zoë, it costs 5 € & more."
    body = ok(call.post("text", session_id=live, text=text), "Text sent successfully")
    assert set(body) == {"success", "message", "data", "speaking_duration"}
    assert_shape(body, {"data": {"task_id": STRING}, "speaking_duration": 0.0})
    peer.wait_for("avatar_stop_talking", body["data"]["task_id"])
    (task,) = sandbox.transcript()
    assert (task["spoken"], task["interrupted"]) == (text, False)
    assert body["speaking_duration"] == pytest.approx(
        task["duration_ms"] / 1000, abs=0.01
    )


def test_2_4_with_ai_the_personas_answer_is_spoken_and_given(call, sandbox, live):
    body = ok(
        call.post(
            "text",
            session_id=live,
            text="What is your name?",
            generate_ai_response=True,
        ),
        "Text sent successfully",
    )
    assert_shape(body, {"data": {}, "ai_response": STRING, "speaking_duration": 0.0})
    assert "Maya" in body["ai_response"]
    said = " ".join(task["text"] for task in sandbox.transcript())
    assert said == body["ai_response"]
    assert body["speaking_duration"] > 0


def test_2_5_ice_is_handed_on_as_the_browser_made_it(call, peer, sandbox):
    data = call.create()
    _, candidates = peer.answer(data["sdp"])
    sent = call.post("ice", session_id=data["session_id"], candidate=candidates[0])
    body = ok(sent, "ICE candidate handled successfully")
    assert set(body) == {"success", "message", "data"}
    assert_shape(body["data"], {})
    (request,) = sandbox.requests("/heygen/v1/streaming.ice")
    assert request["body"]["candidate"] == candidates[0]


def test_2_6_stop_ends_the_session(call, peer, sandbox, live):
    stopped = call.post("session/stop", session_id=live)
    body = ok(stopped, "Session stopped successfully")
    assert set(body) == {"success", "message", "data"}
    assert_shape(body["data"], {})
    (session,) = sandbox.sessions()
    assert (session["state"], session["end_reason"]) == ("closed", "stopped")


def test_3_1_openai_gives_a_first_line(call):
    body = ok(call.post("/openai"), "AI service initialized successfully")
    assert set(body) == {"success", "message", "text"}
    assert_shape(body, {"text": STRING})
    assert body["text"]


def test_3_2_openai_complete_answers_in_the_personas_style(call, sandbox):
    body = ok(
        call.post("/openai/complete", prompt="What is your name?"),
        "AI response generated successfully",
    )
    assert set(body) == {"success", "message", "text"}
    assert "Maya" in body["text"]
    (asked,) = sandbox.requests("/openai/v1/chat/completions")
    assert asked["body"]["messages"][-1]["content"] == "What is your name?"
    assert "Name: Maya" in asked["body"]["messages"][0]["content"]


MISSING = [
    ("/persona", {"name": 7}),
    ("/persona/update", {"traits": "bold"}),
    ("/persona/heygen/init", {"session_id": 7}),
    ("/persona/heygen/session/create", {"avatar_name": 7}),
    ("/persona/heygen/session/start", {}),
    ("/persona/heygen/text", {}),
    ("/persona/heygen/ice", {}),
    ("/persona/heygen/session/stop", {}),
    ("/openai/complete", {}),
]


@pytest.mark.parametrize(("path", "body"), MISSING)
def test_bad_parameters_are_400_in_the_error_format(call, path, body):
    answer = call.post(path, **body)
    assert answer.status_code == 400
    assert_shape(answer.get_json(), ERROR)
    assert answer.get_json()["success"] is False
    assert answer.get_json()["fields"]


@pytest.mark.parametrize("path", ["/persona", "/persona/heygen/text", "/openai"])
def test_any_origin_may_call(call, path):
    answer = call.app.test_client().options(
        path,
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_the_shapes_are_those_of_whole_objects():
    assert_shape(NEW_PERSONA, PERSONA)
    with pytest.raises(AssertionError, match=r"education lacks \{'year'\}"):
        halved = {key: EDUCATION[key] for key in ("degree", "institution")}
        assert_shape({**NEW_PERSONA, "education": halved}, PERSONA)
