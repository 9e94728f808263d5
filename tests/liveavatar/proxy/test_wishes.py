"""/v1: what a token's session shall be like."""

import pytest

from liveavatar.orders import FREE_AVATAR
from tests.liveavatar.proxy.fakes import ANN, BOB, CONTEXT, FACE, VOICE, Widget

OTHER = "0f0e0d0c-0b0a-4908-8706-050403020100"


def test_a_token_names_a_session_with_the_customers_face(ann, liveavatar):
    answer = ann.post("sessions/token", {"conversation_id": "c1"})
    assert answer.status_code == 200
    body = answer.get_json()
    assert (body["code"], body["message"]) == (1000, "success")
    assert set(body["data"]) == {"session_id", "session_token"}
    assert liveavatar.bodies == [
        {
            "mode": "FULL",
            "avatar_id": FACE,
            "avatar_persona": {
                "voice_id": VOICE,
                "context_id": CONTEXT,
                "language": "en",
            },
        }
    ]


def test_what_nobody_chose_is_left_out_instead_of_sent_as_null(app, liveavatar):
    Widget(app, BOB).mint(conversation_id=None, quality=None, avatar_id=OTHER)
    (body,) = liveavatar.bodies
    assert body == {
        "mode": "FULL",
        "avatar_id": OTHER,
        "avatar_persona": {"language": "en"},
    }


def test_the_servers_own_choice_stands_in_for_the_customers(make_app, liveavatar):
    app = make_app(
        liveavatar_avatar=FACE, liveavatar_voice=VOICE, liveavatar_context=CONTEXT
    )
    Widget(app, BOB).mint()
    persona = {"voice_id": VOICE, "context_id": CONTEXT, "language": "en"}
    assert liveavatar.bodies[0]["avatar_id"] == FACE
    assert liveavatar.bodies[0]["avatar_persona"] == persona


@pytest.mark.parametrize(
    ("quality", "sent"),
    [("high", "high"), ("medium", "medium"), ("low", "low"), ("4k", "medium")],
)
def test_the_quality_is_one_of_liveavatars(ann, liveavatar, quality, sent):
    ann.mint(quality=quality)
    assert liveavatar.bodies[0]["video_settings"] == {"quality": sent}


def test_a_lite_session_has_no_persona(ann, liveavatar):
    ann.mint(mode="LITE")
    assert liveavatar.bodies == [{"mode": "LITE", "avatar_id": FACE}]


def test_a_free_session_has_the_only_face_it_may_have(make_app, liveavatar):
    Widget(make_app(liveavatar_is_free=True)).mint()
    assert liveavatar.bodies[0]["is_sandbox"] is True
    assert liveavatar.bodies[0]["avatar_id"] == FREE_AVATAR


def test_a_customers_longest_session_is_told_to_liveavatar(ann, customers, liveavatar):
    customers.knows(ANN, session_s=90)
    ann.mint()
    assert liveavatar.bodies[0]["max_session_duration"] == 90
