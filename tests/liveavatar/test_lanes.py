"""Lanes: each in its own order, none behind another."""

import threading
from functools import partial

from liveavatar.lanes import Lanes


def test_a_lane_keeps_its_order():
    done: list[int] = []
    lanes = Lanes(4, name="lanes")
    for number in range(200):
        lanes.put("one", partial(done.append, number))
    lanes.close()
    assert done == list(range(200))


def test_a_lane_that_stands_still_holds_up_no_other():
    lanes = Lanes(2, name="lanes")
    go_on, passed = threading.Event(), threading.Event()
    lanes.put("slow", lambda: go_on.wait(10))
    lanes.put("slow", lambda: None)
    lanes.put("quick", passed.set)
    assert passed.wait(10)
    go_on.set()
    lanes.close()


def test_what_is_put_in_before_the_end_is_done():
    done: list[str] = []
    lanes = Lanes(1, name="lanes")
    for lane in ("a", "b", "c"):
        lanes.put(lane, partial(done.append, lane))
    lanes.close()
    assert sorted(done) == ["a", "b", "c"]
