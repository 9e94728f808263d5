"""SDK 2.1.0: somebody speaks with the avatar, by either way of its voice chat."""

import pytest

from tests.sdk.microphone import OTHERS, QUESTION
from tests.sdk.visitor import ROOM_DELETED, UTTERANCE

LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4
REPLY = "I am Maya."
HEARD = ["user_talking_message", "user_end_message"]
PIECES = ["avatar_talking_message", "user_talking_message"]
BY_SOCKET = ["user_start", "user_stop", "user_silence"]
BY_ROOM = [
    "stream_ready",
    *UTTERANCE,
    *HEARD,
    *UTTERANCE * 2,
    "stream_disconnected",
]
"""Eleven events, two of them the SDK's own."""

PAUSE_S = 11


@pytest.fixture
def hearing(sandbox):
    """It understands speech, and has to tell the question from others."""
    if sandbox.call("GET", "hearing")["engine"] == "none":
        pytest.skip("pocketsphinx has no wheel for this Python: words stay unheard")
    sandbox.call("POST", "hearing", {"phrases": [QUESTION, *OTHERS]})


@pytest.mark.parametrize("transport", ["websocket", "livekit"])
def test_a_spoken_question_is_understood_and_answered_aloud(
    visitor, hearing, sandbox, ledger, transport
):
    sandbox.model(say=[REPLY])
    session_id = visitor.open(voiceChatTransport=transport, useSilencePrompt=True)
    visitor.sdk("speak", {"text": LONG, "taskType": "repeat"})
    visitor.until_loud()
    # The microphone's question comes at once, and cuts in.
    visitor.sdk("startVoiceChat")
    visitor.until("avatar_stop_talking", 2)
    assert [text for _, text in visitor.said("user")] == [QUESTION]
    assert visitor.words()[1] == REPLY

    sandbox.advance(PAUSE_S)
    assert visitor.until("user_silence") == {
        "event_type": "user_silence",
        "silence_times": 1,
        "count_down": 10,
    }
    visitor.until("avatar_stop_talking", 3)
    visitor.sdk("closeVoiceChat")
    visitor.sdk("stopAvatar")
    assert visitor.until("stream_disconnected") == ROOM_DELETED
    assert [one["interrupted"] for one in sandbox.transcript()] == [True, False, False]
    check_events(visitor)
    assert visitor.was_heard() == [True, True, True]
    (turn,) = ledger.turns(session_id)
    assert (turn["interrupted"], LONG.startswith(turn["text"])) == (True, True)
    assert ledger.session(session_id)["end_reason"] == "client"


def check_events(visitor):
    """All eleven came, in the order of each of the two ways they come by."""
    order = visitor.order()
    assert set(order) == {*BY_SOCKET, *BY_ROOM}
    assert [one for one in order if one in BY_SOCKET] == BY_SOCKET
    assert [one for one in order if one not in BY_SOCKET] == BY_ROOM
    assert order.index("user_start") < order.index("user_end_message")
    for one in visitor.happened("user_start", "user_stop"):
        assert one["detail"] == {"event_type": one["type"]}
    for one in visitor.happened(*UTTERANCE, *HEARD):
        assert one["detail"]["type"] == one["type"]
        assert one["detail"]["task_id"]
    assert all("message" in one["detail"] for one in visitor.happened(*PIECES))
    stops = visitor.happened("avatar_stop_talking")
    assert all(one["detail"]["duration_ms"] > 0 for one in stops)
