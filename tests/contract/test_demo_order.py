"""The vendor's first demo page, call by call, against our routes.

New, Start, Repeat, Talk, Close in the order its page makes them: blank names, an
answer without candidates, candidates posted while the start is on its way, a task
without a type, a peer that hangs up before it says stop.
Source: GitHub HeyGen-Official/StreamingAvatar, index.js.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.waiting import until

pytestmark = pytest.mark.webrtc

NEW = {"quality": "low", "avatar_name": "", "voice_id": ""}
NO_MORE = {"candidate": "", "sdpMid": "0", "sdpMLineIndex": 0}
START, ICE = "/heygen/v1/streaming.start", "/heygen/v1/streaming.ice"


def ok(answer):
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def as_object(answer):
    return answer


def as_string(answer):
    return answer["sdp"]


@pytest.mark.parametrize("as_sent", [as_object, as_string])
@pytest.mark.parametrize(
    "slow",
    [
        pytest.param(START, id="candidates beat the answer"),
        pytest.param(ICE, id="the answer beats a candidate"),
        pytest.param(None, id="nobody waits for anybody"),
    ],
)
def test_the_demos_calls_lose_nothing(call, peer, sandbox, as_sent, slow):
    data = ok(call.post("session/create", **NEW))["data"]
    session_id = data["session_id"]
    assert data["ice_servers2"] == []

    answer, candidates = peer.answer(data["sdp"])
    assert len(candidates) == 3
    first, *others = candidates
    if slow:
        sandbox.fault(slow, delay_s=0.2)
    with ThreadPoolExecutor(8) as browser:
        posts = [browser.submit(call.post, "ice", **of(session_id, first))]
        sdp = {"session_id": session_id, "sdp": as_sent(answer)}
        started = browser.submit(call.post, "session/start", **sdp)
        posts += [
            browser.submit(call.post, "ice", **of(session_id, one))
            for one in (*others, NO_MORE)
        ]
        assert ok(started.result())["message"] == "Session started successfully"
        late = call.post("ice", **of(session_id, first))
        for sent in (*(post.result() for post in posts), late):
            assert ok(sent)["message"] == "ICE candidate handled successfully"
    assert_every_candidate_arrived(sandbox, [*candidates, first])

    repeat = call.when_connected("text", session_id=session_id, text="Repeat me.")
    repeated = ok(repeat)["data"]["task_id"]
    reply = ok(call.post("/openai/complete", prompt="Who are you?"))["text"]
    talk = ok(call.post("text", session_id=session_id, text=reply))["data"]["task_id"]
    peer.wait_for("avatar_stop_talking", repeated)
    peer.wait_for("avatar_start_talking", talk)
    assert sorted(peer.tracks) == ["audio", "video"]

    peer.close()
    ok(call.post("session/stop", session_id=session_id))
    first_task, second_task = sandbox.transcript()
    assert (first_task["text"], first_task["spoken"]) == ("Repeat me.", "Repeat me.")
    assert (first_task["kind"], first_task["interrupted"]) == ("repeat", False)
    assert (second_task["kind"], second_task["text"]) == ("repeat", reply)
    (session,) = sandbox.sessions()
    assert session["state"] == "closed"


def test_what_was_asked_for_is_spoken_to_the_last_word(call, peer, sandbox):
    session_id = call.start(peer, call.create(**NEW))
    texts = ["One.", "Two.", "Three."]
    first = call.when_connected("text", session_id=session_id, text=texts[0])
    answers = [
        first,
        *(call.post("text", session_id=session_id, text=t) for t in texts[1:]),
    ]
    ids = [ok(answer)["data"]["task_id"] for answer in answers]
    peer.wait_for("avatar_stop_talking", ids[-1])
    ok(call.post("session/stop", session_id=session_id))
    assert [task["task_id"] for task in sandbox.transcript()] == ids
    assert [task["spoken"] for task in sandbox.transcript()] == texts


def test_a_page_that_hangs_up_first_can_still_say_stop(call, peer, sandbox, live):
    peer.close()
    until(lambda: sandbox.sessions()[0]["state"] == "closed")
    body = ok(call.post("session/stop", session_id=live))
    assert body["message"] == "Session stopped successfully"
    assert sandbox.sessions()[0]["end_reason"] == "viewer_left"


def of(session_id, candidate):
    return {"session_id": session_id, "candidate": candidate}


def assert_every_candidate_arrived(sandbox, expected):
    """The end of candidates has no word in the vendor's API: it stays with us."""
    seen = sandbox.requests(ICE)
    assert {request["status"] for request in seen} == {200}
    arrived = [request["body"]["candidate"] for request in seen]
    assert sorted(arrived, key=str) == sorted(expected, key=str)
