"""Many at once, and two who meet on one session, through the routes."""

import itertools
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import NotFound
from sessions.model import Opened, SpokenTask, State
from tests.fakes import FakeCloud
from tests.waiting import until

EVERYBODY = 50


class Crowded(FakeCloud):
    """A cloud that writes down what each session was told.

    Attributes:
        heard: By session, what reached it, in order.
    """

    def __init__(self):
        super().__init__()
        self.heard = defaultdict(list)
        self._numbers = itertools.count(1)

    def open(self, order, named):
        cloud_id = f"cloud-{next(self._numbers)}"
        return Opened(cloud_session_id=cloud_id, data={"session_id": cloud_id})

    def accept(self, cloud_session_id, answer):
        self._hear(cloud_session_id, f"accept {answer['sdp']}")

    def candidate(self, cloud_session_id, candidate):
        self._hear(cloud_session_id, f"candidate {candidate['candidate']}")

    def speak(self, cloud_session_id, text):
        self._hear(cloud_session_id, text)
        return SpokenTask(task_id=f"{cloud_session_id}: {text}", text=text)

    def interrupt(self, cloud_session_id):
        self._hear(cloud_session_id, "interrupt")

    def close(self, cloud_session_id):
        self._hear(cloud_session_id, "close")

    def _hear(self, session_id, what):
        if "close" in self.heard[session_id]:
            raise NotFound("It is over.")
        self.heard[session_id].append(what)


class TestManySessions:
    @pytest.fixture
    def cloud(self):
        return Crowded()

    def test_each_hears_its_own_and_nothing_else(self, post, cloud, sessions):
        together = threading.Barrier(EVERYBODY, timeout=20)

        def live_a_life(number):
            together.wait()
            session_id = ok(post("session/create"))["data"]["session_id"]
            ids = {"session_id": session_id}
            candidate = {"candidate": f"of {number}", "sdpMid": "0"}
            ok(post("ice", **ids, candidate=candidate))
            ok(post("session/start", **ids, sdp=f"of {number}"))
            for word in "abc":
                said = ok(post("text", **ids, text=f"{word} of {number}"))
                assert said["data"]["task_id"].startswith(f"{session_id}: ")
            ok(post("session/interrupt", **ids))
            ok(post("text", **ids, text=f"d of {number}"))
            ok(post("session/stop", **ids))
            return session_id, [
                f"candidate of {number}",
                f"accept of {number}",
                *(f"{word} of {number}" for word in "abc"),
                "interrupt",
                f"d of {number}",
                "close",
            ]

        with ThreadPoolExecutor(EVERYBODY) as pool:
            lives = dict(pool.map(live_a_life, range(EVERYBODY)))
        assert len(lives) == EVERYBODY
        assert dict(cloud.heard) == lives
        assert sessions.unended() == []


def ok(answer):
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def test_of_two_starts_that_race_one_wins(post, cloud, sessions):
    session_id = ok(post("session/create"))["data"]["session_id"]
    cloud.gates["accept"] = gate = threading.Event()
    start = {"session_id": session_id, "sdp": "v=0"}
    with ThreadPoolExecutor(2) as pool:
        starts = [pool.submit(post, "session/start", **start) for _ in range(2)]
        until(lambda: "accept" in cloud.verbs())
        gate.set()
        statuses = sorted(start.result(20).status_code for start in starts)
    assert statuses == [200, 409]
    assert sessions.find(session_id).state is State.LIVE


def test_of_two_stops_that_race_both_succeed(post, cloud, live, sessions):
    with ThreadPoolExecutor(2) as pool:
        together = threading.Barrier(2, timeout=20)

        def stop():
            together.wait()
            return post("session/stop", session_id=live)

        stops = [pool.submit(stop) for _ in range(2)]
        assert [stop.result(20).status_code for stop in stops] == [200, 200]
    assert sessions.find(live).state is State.CLOSED


def test_a_text_that_a_stop_overtakes_is_cut_there(post, cloud, live, sessions):
    cloud.gates["speak"] = gate = threading.Event()
    long = "One sentence goes here. Another one follows it. And a third ends it."
    with ThreadPoolExecutor(1) as pool:
        speaking = pool.submit(post, "text", session_id=live, text=long)
        until(lambda: "speak" in cloud.verbs())
        ok(post("session/stop", session_id=live))
        gate.set()
        refusal = speaking.result(20)
    assert refusal.status_code == 409
    assert "ended" in refusal.get_json()["message"]
    assert cloud.said() == ["One sentence goes here."]
    assert sessions.find(live).state is State.CLOSED


def test_a_reply_that_a_stop_overtakes_is_never_spoken(post, cloud, model, live):
    model.gate = threading.Event()
    question = {"text": "Who are you?", "generate_ai_response": True}
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(post, "text", session_id=live, **question)
        assert model.entered.wait(20)
        ok(post("session/stop", session_id=live))
        model.gate.set()
        assert asking.result(20).status_code == 409
    assert cloud.said() == []


def test_two_texts_that_meet_are_said_one_after_the_other(post, cloud, live):
    texts = [
        [f"Sentence number {at} of the {which} text." for at in range(10)]
        for which in ("first", "second")
    ]
    together = threading.Barrier(2, timeout=20)

    def say(sentences):
        together.wait()
        return ok(post("text", session_id=live, text=" ".join(sentences)))

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(say, texts))
    for sentences, answer in zip(texts, answers, strict=True):
        assert [task["text"] for task in answer["data"]["tasks"]] == sentences
    assert cloud.said() in ([*texts[0], *texts[1]], [*texts[1], *texts[0]])
