"""SDK 2.0.12 and 1.0.16: what older pages were built with."""

from tests.sdk.visitor import QUIET, ROOM_DELETED

HELLO = "Good morning to you."
QUESTION = "What is your name?"
REPLY = ["I am Maya.", "It is good to meet you."]
LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4


def test_2_0_12_repeats_has_the_persona_answer_and_hears(visitor, sandbox, ledger):
    sandbox.model(say=[" ".join(REPLY)])
    sandbox.hear(QUESTION)
    session_id = visitor.open("2-0-12")
    assert visitor.call("pictures", 5) == [640, 360]
    task = visitor.sdk("speak", {"text": HELLO, "taskType": "repeat"})
    visitor.until_loud()
    visitor.sdk("speak", {"text": QUESTION, "taskMode": "sync"})
    visitor.until("avatar_stop_talking", 3)
    assert visitor.said()[0] == (task["task_id"], HELLO)
    assert visitor.words() == [HELLO, *REPLY]

    # Only now is its socket opened, with less in its address than the later SDK has.
    visitor.sdk("startVoiceChat")
    visitor.until("user_stop")
    visitor.until("user_end_message")
    assert [text for _, text in visitor.said("user")] == [QUESTION]

    visitor.sdk("stopAvatar")
    assert visitor.until("stream_disconnected") == ROOM_DELETED
    assert ledger.words(session_id)[:3] == [
        ("persona", HELLO),
        ("user", QUESTION),
        ("persona", " ".join(REPLY)),
    ]
    assert ledger.session(session_id)["end_reason"] == "client"


def test_1_0_16_shows_a_face_by_direct_webrtc_that_says_what_it_is_told(
    visitor, sandbox, ledger
):
    voice = {"rate": 1.0, "emotion": "Friendly"}
    session_id = visitor.open_old(quality="low", avatarName="", voice=voice)
    of_it = {"sessionId": session_id}
    assert visitor.call("pictures", 5) == [640, 360]
    assert visitor.loudest() < QUIET

    answer = visitor.sdk("speak", {"taskRequest": {**of_it, "text": HELLO}})
    visitor.until_loud()
    task = answer["data"]
    stop = visitor.until("avatar_stop_talking")
    assert (stop["task_id"], round(stop["duration_ms"])) == (
        task["taskId"],
        task["durationMs"],
    )
    visitor.sdk("speak", {"taskRequest": {**of_it, "text": LONG, "taskType": "repeat"}})
    visitor.until_loud()
    visitor.sdk("interrupt", {"interruptRequest": of_it})
    visitor.until("avatar_stop_talking", 2)
    visitor.until_quiet()
    assert visitor.order() == ["avatar_start_talking", "avatar_stop_talking"] * 2

    visitor.sdk("stopAvatar", {"stopSessionRequest": of_it})
    account = ledger.session(session_id)
    assert (account["opened_by"], account["end_reason"]) == (
        "heygen gateway v1",
        "client",
    )
    assert [one["interrupted"] for one in ledger.turns(session_id)] == [False, True]
    assert [one["text"] for one in sandbox.transcript()] == [HELLO, LONG.strip()]
