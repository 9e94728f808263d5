"""SDK 2.1.0 as published: a face, its voice, its texts, and the end of it."""

from tests.sdk.visitor import QUIET, ROOM_DELETED, UTTERANCE

HELLO = "Good morning to you."
BYE = "And good bye."
TALK = {"taskType": "talk"}
QUESTIONS = ["What is your name?", "And where do you study?"]
REPLIES = ["I am Maya.", "At the harbour."]
LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4


def repeat(text, mode):
    return {"text": text, "taskType": "repeat", "taskMode": mode}


def test_a_face_is_seen_and_heard_and_repeats_in_either_mode(visitor, sandbox, ledger):
    session_id = visitor.open()
    assert visitor.happened("stream_ready")[0]["detail"] == {"video": 1, "audio": 1}
    assert visitor.call("pictures", 8) == [640, 360]
    assert visitor.loudest() < QUIET

    first = visitor.sdk("speak", repeat(HELLO, "sync"))
    visitor.until_loud()
    second = visitor.sdk("speak", repeat(BYE, "async"))
    stop = visitor.until("avatar_stop_talking", 2)
    assert (stop["task_id"], round(stop["duration_ms"])) == (
        second["task_id"],
        second["duration_ms"],
    )
    visitor.until_quiet()
    assert visitor.said() == [(first["task_id"], HELLO), (second["task_id"], BYE)]

    visitor.sdk("stopAvatar")
    assert visitor.until("stream_disconnected") == ROOM_DELETED
    assert visitor.order() == [
        "stream_ready",
        *UTTERANCE * 2,
        "stream_disconnected",
    ]
    account = ledger.session(session_id)
    assert (account["opened_by"], account["end_reason"]) == (
        "heygen gateway v2",
        "client",
    )
    assert 0 < account["duration_s"] < 30
    assert account["cost"]["credits"] == 0.1  # HeyGen bills half a minute at least
    assert ledger.words(session_id) == [("persona", HELLO), ("persona", BYE)]


def test_its_persona_answers_in_either_mode(visitor, sandbox, ledger):
    sandbox.model(say=REPLIES)
    session_id = visitor.open()
    task = visitor.sdk("speak", {"text": QUESTIONS[0], "taskMode": "sync"} | TALK)
    visitor.until("avatar_stop_talking", 1)
    # By the chat socket, so that there is no task to be had.
    assert visitor.sdk("speak", {"text": QUESTIONS[1]}) is None
    visitor.until("avatar_stop_talking", 2)
    assert visitor.said()[0] == (task["task_id"], REPLIES[0])
    assert visitor.words() == REPLIES
    assert ledger.words(session_id) == [
        ("user", QUESTIONS[0]),
        ("persona", REPLIES[0]),
        ("user", QUESTIONS[1]),
        ("persona", REPLIES[1]),
    ]


def test_a_text_sent_through_the_room_is_answered_by_the_cloud_as_the_persona(visitor):
    visitor.open(voiceChatTransport="livekit")
    assert visitor.sdk("speak", {"text": "What do you study?"}) is None
    visitor.until("avatar_end_message")
    assert "Computer Engineering" in visitor.words()[0]


def test_an_interrupt_silences_it_and_what_waited_is_never_said(
    visitor, sandbox, ledger
):
    session_id = visitor.open()
    first = visitor.sdk("speak", repeat(LONG, "async"))
    visitor.sdk("speak", repeat("This is never said.", "async"))
    visitor.until_loud()
    visitor.sdk("interrupt")
    assert visitor.until("avatar_stop_talking")["task_id"] == first["task_id"]
    visitor.until_quiet()
    assert [task_id for task_id, _ in visitor.said()] == [first["task_id"]]
    assert [one["interrupted"] for one in ledger.turns(session_id)] == [True, True]

    for act in ("startListening", "keepAlive", "stopListening"):
        assert visitor.sdk(act) is None
    asked = [one["path"].partition("streaming.")[2] for one in sandbox.requests()]
    assert asked[-3:] == ["start_listening", "keep_alive", "stop_listening"]


UNKNOWN = "no-token-of-this-server"
UNAUTHORIZED = {"code": 400112, "message": "Unauthorized", "reason": "unauthorized"}


def test_a_refusal_reaches_the_page_with_its_status_and_body(visitor, sandbox):
    told = visitor.call("refusal", visitor.base, UNKNOWN)
    assert told == {"name": "APIError", "status": 401, **UNAUTHORIZED}
    sandbox.limits(credits=0)
    told = visitor.call("refusal", visitor.base)
    assert (told["status"], told["reason"]) == (400, "insufficient_credits")
    sandbox.limits(credits=10, max_sessions=0)
    told = visitor.call("refusal", visitor.base)
    assert (told["status"], told["reason"]) == (400, "session_limit_exceeded")
