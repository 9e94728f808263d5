"""/api: what each route takes and answers."""

import pytest

from errors import Rejected, TimedOut, Unreachable, WrongState
from tests.liveavatar.proxy.fakes import ANN, BOB, CONTEXT, FACE, VOICE, Widget

OTHER = "0f0e0d0c-0b0a-4908-8706-050403020100"
OTHERS = {"avatar_id": OTHER, "voice_id": OTHER, "context_id": OTHER}
POSTS = tuple(
    f"sessions/{name}" for name in ("token", "start", "stop", "keep-alive", "speak")
)


@pytest.fixture
def page(app):
    return Widget(app, face="/api")


def refusal(answer):
    body = answer.get_json()
    assert answer.content_type == "application/json"
    assert set(body) == {"error", "success"}
    assert body["success"] is False
    assert isinstance(body["error"], str)
    assert body["error"]
    return answer.status_code


def test_a_token_is_flat(page, liveavatar):
    body = {
        "avatar_id": OTHER,
        "context_id": CONTEXT,
        "voice_id": VOICE,
        "language": "fr",
    }
    answer = page.post("sessions/token", body)
    assert answer.status_code == 200
    assert set(answer.get_json()) == {"session_id", "session_token"}
    assert liveavatar.bodies == [
        {
            "mode": "FULL",
            "avatar_id": OTHER,
            "avatar_persona": {
                "voice_id": VOICE,
                "context_id": CONTEXT,
                "language": "fr",
            },
        }
    ]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (FACE, FACE),
        (FACE.upper(), FACE),
        (f" {FACE} ", FACE),
        (FACE.replace("-", ""), FACE),
        (FACE.replace("-", "").upper(), FACE),
        *(
            (uuid, uuid)
            for uuid in (
                "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "6ba7b810-9dad-21d1-90b4-00c04fd430c8",
                "6ba7b810-9dad-31d1-a0b4-00c04fd430c8",
                "6ba7b810-9dad-51d1-b0b4-00c04fd430c8",
            )
        ),
    ],
)
def test_an_avatar_is_a_uuid_with_dashes_or_without(page, liveavatar, given, sent):
    assert page.post("sessions/token", {"avatar_id": given}).status_code == 200
    assert liveavatar.bodies[0]["avatar_id"] == sent


@pytest.mark.parametrize(
    "given",
    [
        *("", " ", "Ann_public", None, 7, ["x"], {"id": FACE}),
        *(FACE[:-1], f"{FACE}0", f"{{{FACE}}}", f"urn:uuid:{FACE}"),
        *("6ba7b810-9dad-01d1-80b4-00c04fd430c8",),  # there is no version 0
        *("6ba7b810-9dad-61d1-80b4-00c04fd430c8",),  # none of the first five
        *("6ba7b810-9dad-41d1-c0b4-00c04fd430c8",),  # of another variant
        *("6ba7-b8109dad-41d1-80b4-00c04fd430c8",),  # its dashes elsewhere
        *("0" * 31, "g" * 32),
    ],
)
def test_another_avatar_is_refused(page, liveavatar, given):
    assert refusal(page.post("sessions/token", {"avatar_id": given})) == 400
    assert liveavatar.bodies == []


@pytest.mark.parametrize("body", [None, {}, {"context_id": CONTEXT}])
def test_an_avatar_is_needed(app, body):
    assert refusal(Widget(app, BOB, "/api").post("sessions/token", body)) == 400


@pytest.mark.parametrize("bad", ["support-bot", "", None, 7, FACE[:-1]])
def test_a_bad_context_or_voice_counts_for_none(app, liveavatar, bad):
    body = {"avatar_id": FACE, "context_id": bad, "voice_id": bad, "language": None}
    bob = Widget(app, BOB, "/api")
    assert bob.post("sessions/token", body).status_code == 200
    assert liveavatar.bodies[0]["avatar_persona"] == {"language": "en"}


def test_the_servers_ids_come_before_the_pages(make_app, liveavatar):
    app = make_app(
        liveavatar_avatar=FACE, liveavatar_voice=VOICE, liveavatar_context=CONTEXT
    )
    page = Widget(app, face="/api")
    for body in (OTHERS, {"avatar_id": "Ann_public"}, {}):
        assert page.post("sessions/token", body).status_code == 200
    persona = {"voice_id": VOICE, "context_id": CONTEXT, "language": "en"}
    for sent in liveavatar.bodies:
        assert (sent["avatar_id"], sent["avatar_persona"]) == (FACE, persona)


def test_a_start_is_flat_and_whatever_its_body(page, core):
    session_id, token = page.mint(avatar_id=FACE)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = page.app.test_client().post(
        "/api/sessions/start", data=b"{broken", headers=headers
    )
    assert answer.status_code == 201
    assert answer.get_json() == {
        "session_id": session_id,
        "livekit_url": "wss://rooms.test",
        "livekit_client_token": f"client-{session_id}",
        "max_session_duration": 1200,
        "ws_url": None,
    }
    assert core.find(session_id).opened_by.startswith("api:")


@pytest.mark.parametrize("path", POSTS[1:])
@pytest.mark.parametrize("token", ["", "eyJ.nobody.s", ANN])
def test_a_session_needs_its_token(page, cloud, path, token):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    anybody = Widget(page.app, key="", face="/api")
    assert refusal(anybody.post(path, {"text": "Hello."}, **headers)) == 401
    assert cloud.calls == []


@pytest.mark.parametrize("with_id", [True, False])
def test_its_holder_keeps_alive_speaks_and_stops(page, cloud, core, with_id):
    session_id, token = page.begin(avatar_id=FACE)
    named = {"session_id": session_id} if with_id else {}
    kept = page.post("sessions/keep-alive", named, token=token)
    assert (kept.status_code, kept.get_json()) == (200, {"success": True})
    said = page.post("sessions/speak", {**named, "text": "Good day."}, token=token)
    assert said.status_code == 200
    assert said.get_json() == {"success": True, "task_id": "task-1"}
    body = {**named, "text": "Who are you?", "task_type": "talk"}
    asked = page.post("sessions/speak", body, token=token)
    assert asked.get_json() == {"success": True, "task_id": "talk-1"}
    for _ in range(2):
        stopped = page.post("sessions/stop", {**named, "reason": "x"}, token=token)
        assert (stopped.status_code, stopped.get_json()) == (200, {"success": True})
    assert cloud.verbs() == [
        *("open", "accept", "keep_alive", "speak", "converse", "close")
    ]
    assert core.find(session_id).end_reason == "client"


def test_a_session_that_ended_speaks_no_more(page):
    _, token = page.begin(avatar_id=FACE)
    page.post("sessions/stop", token=token)
    answer = page.post("sessions/speak", {"text": "Hello?"}, token=token)
    assert refusal(answer) in (404, 409)


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"text": ""}, {"text": " "}, {"text": None}, {"text": "x" * 1001}),
        {"text": "Hello.", "task_type": "sing"},
    ],
)
def test_there_must_be_something_to_say(page, cloud, body):
    _, token = page.begin(avatar_id=FACE)
    assert refusal(page.post("sessions/speak", body, token=token)) == 400
    assert cloud.said() == []


def test_a_face_that_is_not_connected_yet_is_told_apart(page, cloud):
    _, token = page.begin(avatar_id=FACE)
    cloud.fails["speak"] = WrongState("The session is not connected.")
    answer = page.post("sessions/speak", {"text": "Hello."}, token=token)
    assert refusal(answer) == 409


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unreachable("Not there.", upstream="liveavatar"), 502),
        (TimedOut("Too late.", upstream="liveavatar"), 504),
        (Rejected("No.", upstream="liveavatar"), 502),
    ],
)
def test_liveavatars_failures_are_plain(page, liveavatar, cloud, error, status):
    _, token = page.begin(avatar_id=FACE)
    liveavatar.fails = error
    assert refusal(page.post("sessions/token", {"avatar_id": FACE})) == status
    cloud.fails["close"] = error
    assert refusal(page.post("sessions/stop", token=token)) == status


def test_the_avatars_come_without_an_envelope(page, liveavatar):
    body = page.get("avatars/public?page=3&page_size=7").get_json()
    assert set(body) == {"count", "next", "previous", "results"}
    assert liveavatar.pages == [(3, 7)]


@pytest.mark.parametrize("key", ["", "SE_0000000000000000"])
def test_where_there_are_customers_strangers_are_refused(app, liveavatar, key):
    stranger = Widget(app, key, "/api")
    assert refusal(stranger.post("sessions/token", {"avatar_id": FACE})) == 401
    assert refusal(stranger.get("avatars/public")) == 401
    assert (liveavatar.bodies, liveavatar.pages) == ([], [])


def test_a_key_is_never_read_from_an_address(app, liveavatar):
    """Addresses are written into logs, by this server's neighbours if not by it."""
    answer = app.test_client().post(
        f"/api/sessions/token?api_key={ANN}", json={"avatar_id": FACE}
    )
    assert refusal(answer) == 401
    assert liveavatar.bodies == []
