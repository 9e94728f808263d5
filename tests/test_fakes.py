"""The fake model streams as the real client does, so that nobody tests a fiction."""

from __future__ import annotations

import threading

import pytest

from errors import TimedOut
from tests.fakes import FakeModel

SLOW = TimedOut("Too slow.", upstream="openai")


def test_its_deltas_are_its_answer():
    with FakeModel("One  two.\nThree ").stream(["asked"]) as stream:
        assert list(stream) == ["One", "  two.", "\nThree", " "]
    assert stream.left.is_set()


@pytest.mark.parametrize(("after", "given"), [(0, []), (2, ["One", " two"])])
def test_it_fails_where_it_is_told_to(after, given):
    model = FakeModel("One two three")
    model.fails, model.fails_after = SLOW, after
    deltas: list[str] = []
    with model.stream([]) as stream, pytest.raises(TimedOut):
        deltas += stream
    assert deltas == given


def test_each_delta_takes_a_step():
    model = FakeModel("One two three")
    model.steps = threading.Semaphore(2)
    with model.stream([]) as stream:
        deltas = iter(stream)
        assert [next(deltas), next(deltas)] == ["One", " two"]
        stream.cancel()
        assert list(deltas) == []


@pytest.mark.parametrize("wait", ["gate", "steps"])
def test_a_cancel_ends_its_waiting_silently(wait):
    model = FakeModel("One")
    model.fails = SLOW
    model.fails_after = 9
    model.gate = threading.Event() if wait == "gate" else None
    model.steps = threading.Semaphore(0) if wait == "steps" else None
    with model.stream([]) as stream:
        threading.Timer(0, stream.cancel).start()
        assert list(stream) == []
