"""LiveAvatar's web SDK 0.0.18 as published, with `apiUrl` set to this server."""

import pytest
import requests

from tests.sdk.microphone import QUESTION
from tests.waiting import until

LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4
SPEECH = ["avatar.speak_started", "avatar.transcription", "avatar.speak_ended"]
ANSWER = "I am Maya."


@pytest.fixture
def context_id(sandbox):
    """A context, without which a FULL avatar answers nobody."""
    context = {"name": "a persona", "prompt": "Name: Maya", "opening_text": ""}
    answer = requests.post(
        f"{sandbox.liveavatar_url}/v1/contexts",
        json=context,
        headers={"X-API-KEY": "no-key-needed"},
        timeout=10,
    )
    return answer.json()["data"]["id"]


def test_a_face_is_seen_repeats_is_interrupted_and_stopped(guest, sandbox, ledger):
    session_id = guest.open()
    guest.sdk("repeat", "Good morning to you.")
    guest.until_loud()
    guest.until("avatar.speak_ended")
    told = [one["type"] for one in guest.happened(*SPEECH)]
    assert told == SPEECH
    assert guest.happened(SPEECH[1])[0]["detail"]["text"] == "Good morning to you."

    guest.sdk("keepAlive")
    guest.sdk("repeat", LONG)
    guest.until("avatar.speak_started", 2)
    guest.until_loud()
    guest.sdk("interrupt")
    guest.until("avatar.speak_ended", 2)
    guest.until_quiet()

    guest.sdk("stop")
    assert guest.until("session.disconnected") == "CLIENT_INITIATED"
    until(lambda: ledger.session(session_id)["state"] == "closed")
    account = ledger.session(session_id)
    assert (account["cloud"], account["end_reason"]) == ("liveavatar", "client")
    (status,) = until(sandbox.deliveries)
    assert status["conversation_id"] == "conversation-1"
    words = [one["transcript"] for one in status["body"]["transcript"]]
    assert words == ["Good morning to you.", LONG.strip()]


def test_its_model_answers_what_is_written(guest, sandbox, context_id):
    sandbox.model(say=[ANSWER])
    session_id = guest.open(avatar_persona={"context_id": context_id})
    guest.sdk("message", "Who are you?")
    assert guest.until("avatar.transcription")["text"] == ANSWER
    guest.until_loud()
    guest.until("avatar.speak_ended")
    guest.sdk("stop")
    (status,) = until(sandbox.deliveries)
    assert status["body"]["sessionId"] == session_id
    said = [(one["role"], one["transcript"]) for one in status["body"]["transcript"]]
    # The question went past us, from the page into the room: LiveAvatar has it.
    assert said == [("user", "Who are you?"), ("avatar", ANSWER)]


def test_a_microphone_is_heard_and_answered(guest, sandbox, context_id):
    sandbox.hear(QUESTION)
    sandbox.model(say=[ANSWER])
    guest.open({"defaultMuted": False}, avatar_persona={"context_id": context_id})
    assert guest.until("user.transcription")["text"] == QUESTION
    assert guest.until("avatar.transcription")["text"] == ANSWER
    guest.sdk("stop")
    (status,) = until(sandbox.deliveries)
    said = [(one["role"], one["transcript"]) for one in status["body"]["transcript"]]
    assert said == [("user", QUESTION), ("avatar", ANSWER)]


def test_push_to_talk_begins_and_ends_by_the_button(guest):
    guest.open({"mode": "PUSH_TO_TALK"}, interactivity_type="PUSH_TO_TALK")
    # Each is answered in the room: without an answer, neither would come to its end.
    guest.call("(() => session.voiceChat.startPushToTalk())")
    assert guest.page.evaluate("session.voiceChat.isMuted") is False
    guest.call("(() => session.voiceChat.stopPushToTalk())")
    assert guest.page.evaluate("session.voiceChat.pushToTalkStarted") is False
    guest.sdk("stop")


def test_an_end_by_the_server_is_told(guest, served, sandbox):
    session_id = guest.open()
    requests.post(f"{served.url}/sessions/{session_id}/stop", timeout=10)
    assert guest.until("session.disconnected") == "SERVER_INITIATED"


def test_a_lite_session_says_the_sound_that_is_brought(guest, sandbox, ledger):
    session_id = guest.open(mode="LITE")
    assert guest.page.evaluate("session.mode") == "LITE"
    guest.page.wait_for_function(
        "() => session._sessionEventSocket?.readyState === WebSocket.OPEN"
    )
    guest.call("(() => session.repeatAudio(tone(2)))")
    guest.until("avatar.speak_started")
    guest.until_loud()
    guest.sdk("interrupt")
    guest.until_quiet()
    guest.sdk("stop")
    until(lambda: ledger.session(session_id)["end_reason"] == "client")


def test_a_token_that_is_no_good_is_refused_in_words(guest):
    token = guest.token()["session_token"]
    refused = guest.call("refusal", guest.base, f"{token}x")
    assert refused["status"] == 401
    assert "token" in refused["message"]
