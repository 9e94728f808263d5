from datetime import timedelta

import pytest

from sessions.model import EndReason, Role, Session, State, Turn
from sessions.transcript import Transcript
from tests.cores import NOON


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def said(seconds, text, role=Role.PERSONA, **more):
    return Turn(
        session_id="s", number=0, role=role, text=text, began_at=at(seconds), **more
    )


def transcript(*turns, started_at=NOON):
    session = Session(
        id="s",
        state=State.LIVE,
        cloud="fake",
        persona_id="ada",
        created_at=NOON,
        started_at=started_at,
    )
    return Transcript(session=session, turns=turns)


def test_text_has_a_line_per_turn_with_its_time_and_speaker():
    text = transcript(
        said(3, "Hello,\nI am Ada."),
        said(65.9, "Who?", Role.USER),
        said(3700, "Ada!", interrupted=True),
    ).as_text()
    assert text.splitlines() == [
        "00:00:03 persona: Hello, I am Ada.",
        "00:01:05 user: Who?",
        "01:01:40 persona: Ada! [interrupted]",
    ]


def test_webvtt_has_a_cue_per_turn_timed_from_the_start():
    vtt = transcript(
        said(12, "Hello.", ends_at=at(13.25)),
        said(15, "And you?", Role.USER),
        started_at=at(10),
    ).as_vtt()
    assert vtt == (
        "WEBVTT\n\n"
        "1\n00:00:02.000 --> 00:00:03.250\n<v persona>Hello.\n\n"
        "2\n00:00:05.000 --> 00:00:06.000\n<v user>And you?\n"
    )


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("a < b & c --> d", "a &lt; b &amp; c --&gt; d"),
        ("<v user>Not me.</v>", "&lt;v user&gt;Not me.&lt;/v&gt;"),
        ("one\n\nNOTE two\r\nthree", "one NOTE two three"),
    ],
)
def test_nothing_that_is_said_can_be_taken_for_webvtt(text, cue):
    lines = transcript(said(0, text)).as_vtt().splitlines()
    assert lines[-1] == f"<v persona>{cue}"
    assert lines[:2] == ["WEBVTT", ""]
    assert len(lines) == 5


def test_what_nobody_measured_is_shown_for_as_long_as_it_takes_to_say():
    long = "This is a sentence with a number of words that take a while to say."
    vtt = transcript(said(0, long, ends_at=NOON)).as_vtt()
    assert "00:00:00.000 --> 00:00:04" in vtt


def test_erased_words_leave_a_mark_in_text_and_no_cue():
    turns = [said(0, "", erased=True), said(2, "Still here.", ends_at=at(3))]
    assert transcript(*turns).as_text().startswith("00:00:00 persona: [erased]\n")
    assert transcript(*turns).as_vtt().count("<v ") == 1


def test_a_session_in_which_nothing_was_said_is_still_webvtt():
    assert transcript().as_vtt() == "WEBVTT\n"


@pytest.fixture
def talked(live, service, clock):
    clock.advance(1)
    service.heard(live, "Who are you?")
    clock.advance(1)
    service.speak(live, "I am Ada. I study engineering in Oslo these days.")
    clock.advance(0.75)
    service.interrupt(live)
    return live


def test_the_route_gives_every_turn_with_times_and_tasks(client, talked):
    body = client.get(f"/sessions/{talked}/transcript").get_json()
    assert body["session_id"] == talked
    assert body["started_at"] == "2026-11-20T12:00:00.000Z"
    assert body["turns"] == [
        {
            "number": 0,
            "role": "user",
            "text": "Who are you?",
            "began_at": "2026-11-20T12:00:01.000Z",
            "ends_at": None,
            "task_ids": [],
            "interrupted": False,
            "erased": False,
            "refused": False,
            "warning": "",
            "figures": None,
        },
        {
            "number": 0,
            "role": "persona",
            "text": "I am Ada. I study engineering",
            "began_at": "2026-11-20T12:00:02.000Z",
            "ends_at": "2026-11-20T12:00:02.750Z",
            "task_ids": ["task-1", "task-2"],
            "interrupted": True,
            "erased": False,
            "refused": False,
            "warning": "",
            "figures": None,
        },
    ]


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("image/png", "application/json"),
        ("text/plain", "text/plain"),
        ("text/vtt", "text/vtt"),
        ("text/vtt;q=0.5,text/plain", "text/plain"),
    ],
)
def test_the_form_is_the_one_the_reader_wants(client, talked, accept, mimetype):
    headers = {"Accept": accept} if accept else {}
    answer = client.get(f"/sessions/{talked}/transcript", headers=headers)
    assert answer.mimetype == mimetype
    assert "Who are you?" in answer.text


@pytest.mark.parametrize(
    ("form", "start"), [("vtt", "WEBVTT"), ("text", "00:00:01"), ("json", "{")]
)
def test_the_address_can_name_the_form_against_the_header(client, talked, form, start):
    answer = client.get(
        f"/sessions/{talked}/transcript?format={form}", headers={"Accept": "text/vtt"}
    )
    assert answer.text.startswith(start)


def test_a_form_there_is_not_is_refused(client, live):
    answer = client.get(f"/sessions/{live}/transcript?format=pdf")
    assert list(answer.get_json()["fields"]) == ["format"]


def test_erasing_takes_the_words_and_leaves_the_bill(client, talked, service, clock):
    clock.advance(57.25)
    service.close(talked, EndReason.CLIENT)
    bill = client.get("/usage").get_json()
    erased = client.delete(f"/sessions/{talked}/transcript").get_json()
    assert (erased["success"], erased["data"]) == (True, {"turns": 2})
    again = client.delete(f"/sessions/{talked}/transcript").get_json()
    assert again["data"] == {"turns": 0}
    turns = client.get(f"/sessions/{talked}/transcript").get_json()["turns"]
    assert [(turn["text"], turn["erased"]) for turn in turns] == [("", True)] * 2
    assert client.get("/usage").get_json() == bill
    assert bill["total"]["credits"] == 0.2


def test_there_is_no_transcript_of_a_session_nobody_opened(client):
    assert client.get("/sessions/nobody/transcript").status_code == 404
    assert client.delete("/sessions/nobody/transcript").status_code == 404
