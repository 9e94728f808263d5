"""What is refused at the voice chat's door and inside, as HeyGen refuses it."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
import requests

from errors import Rejected, UpstreamError
from heygen.chat_client import MESSAGE_LIMIT, ChatSocket
from heygen.frames import Sound, Text
from heygen.frames_pb2 import Frame
from heygen.voice_chats import MOST_PER_SESSION
from heygen.voice_texts import MOST_WAITING
from tests.browser.served import serve
from tests.waiting import until


@pytest.fixture(autouse=True)
def clean(served):
    served.sandbox.reset()


def post(served, name, token="", **body):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{served.url}/v1/streaming.{name}"
    answer = requests.post(url, json=body, headers=headers, timeout=10).json()
    return answer["data"]


def a_token(served):
    return post(served, "create_token")["token"]


@pytest.fixture
def token(served):
    return a_token(served)


@pytest.fixture
def session_id(served, token):
    return post(served, "new", token, version="v2")["session_id"]


@pytest.fixture
def chat(served, session_id, token):
    with ChatSocket.open(served.url, session_id=session_id, token=token) as chat:
        yield chat


def refusal(served, session_id, token=""):
    with pytest.raises(Rejected) as refused:
        ChatSocket.open(served.url, session_id=session_id, token=token)
    return refused.value.upstream_status


def opened_in_the_end(served, session_id, token):
    """A socket, as soon as there is a place for it."""
    opened = []

    def opens():
        with suppress(Rejected):
            opened.append(
                ChatSocket.open(served.url, session_id=session_id, token=token)
            )
        return opened

    until(opens)
    return opened[0]


def test_a_token_that_is_none_is_refused(served, session_id):
    assert refusal(served, session_id, "no-token") == 401


def test_a_token_opens_its_own_session_only(served, session_id):
    theirs = a_token(served)
    assert refusal(served, session_id, theirs) == 401
    post(served, "new", theirs, version="v2")
    assert refusal(served, session_id, theirs) == 401


@pytest.mark.parametrize("unknown", ["", "nobody", "\x00", "x" * 300])
def test_a_session_that_is_none_is_refused(served, unknown):
    assert refusal(served, unknown) == 400


def test_a_session_that_is_in_no_room_has_no_voice_chat(served, token):
    session_id = post(served, "new", token)["session_id"]
    assert refusal(served, session_id, token) == 400


def test_a_session_that_has_ended_has_none_any_more(served, session_id, token):
    post(served, "stop", token, session_id=session_id)
    assert refusal(served, session_id, token) == 400


def test_its_end_closes_the_socket(served, chat, session_id, token):
    post(served, "stop", token, session_id=session_id)
    assert list(chat.messages()) == []
    assert chat.close_code == 1000


def test_what_is_no_handshake_is_told_so(served, session_id):
    url = f"{served.url}/v1/ws/streaming.chat?session_id={session_id}"
    assert requests.get(url, timeout=10).status_code == 400


def test_a_session_has_so_many_sockets_and_no_more(served, session_id, token):
    ways = {"session_id": session_id, "token": token}
    held = [ChatSocket.open(served.url, **ways) for _ in range(MOST_PER_SESSION)]
    assert refusal(served, session_id, token) == 400
    held.pop().close()
    held.append(opened_in_the_end(served, session_id, token))
    for chat in held:
        chat.close()


@pytest.mark.parametrize("garbage", [b"\xff\xff", b"\x0a\xff\x01", b"\x12\x02\x1a\x09"])
def test_what_is_no_frame_closes_it(chat, garbage):
    chat.send_frame(garbage)
    assert list(chat.messages()) == []
    assert chat.close_code == 1007


@pytest.mark.parametrize(
    "sound", [Sound(b"abc"), Sound(b"ab", rate=0), Sound(b"abcd", channels=3)]
)
def test_what_cannot_be_sound_closes_it(chat, sound):
    chat.send_frame(unchecked(sound))
    assert list(chat.messages()) == []
    assert chat.close_code == 1007


def unchecked(sound):
    made = Frame()
    made.audio.audio = sound.pcm
    made.audio.sampleRate = sound.rate
    made.audio.numChannels = sound.channels
    return made.SerializeToString()


def test_a_message_that_is_too_long_closes_it(chat):
    chat.send(Sound(bytes(MESSAGE_LIMIT)))
    assert list(chat.messages()) == []
    assert chat.close_code == 1009


def test_texts_that_nobody_can_answer_close_it(chat):
    # The session is not started, so that they wait.
    for _ in range(MOST_WAITING + 2):
        chat.send(Text("And?"))
    assert list(chat.messages()) == []
    assert chat.close_code == 1008


def test_a_flood_of_anything_leaves_the_server_up(served, session_id, token):
    dice = random.Random(5)
    for _ in range(60):
        chat = opened_in_the_end(served, session_id, token)
        with chat, suppress(UpstreamError):
            for _ in range(dice.randint(1, 30)):
                chat.send_frame(dice.randbytes(dice.choice((0, 3, 40, 1035, 70_000))))
    assert requests.get(f"{served.url}/health", timeout=10).ok


def test_whoever_sends_sound_too_fast_waits_and_loses_nothing(served, chat, session_id):
    for _ in range(3000):
        chat.send(Sound(bytes(1024)))
    chat.send(Text("long " * 300))
    assert next(chat.events())["event_type"] == "error"
    assert chat.close_code is None


def test_a_text_that_is_too_long_is_told_so_and_nothing_else_happens(
    served, chat, session_id, token
):
    chat.send(Text("long " * 300))
    event = next(chat.events())
    assert (event["event_type"], event["reason"]) == ("error", "invalid_text")
    assert post(served, "keep_alive", token, session_id=session_id) is None


def test_a_key_is_not_taken_from_an_address(tmp_path):
    with serve(tmp_path, API_KEYS="owner-key") as guarded:
        url, key = guarded.url, {"X-Api-Key": "owner-key"}
        body = {"version": "v2"}
        answer = requests.post(
            f"{url}/v1/streaming.new", json=body, headers=key, timeout=10
        )
        session_id = answer.json()["data"]["session_id"]
        assert refusal(guarded, session_id, "owner-key") == 401
        with ChatSocket.open(url, session_id=session_id, key="owner-key") as chat:
            chat.send(Text("long " * 300))
            assert next(chat.events())["reason"] == "invalid_text"
