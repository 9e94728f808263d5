"""Turns and the cloud's events about them, in whatever order they arrive."""

import pytest

from tests.browser.telling import TELL


@pytest.fixture
def tell(blank):
    return lambda *story: blank.evaluate(TELL, story)


def test_a_turn_goes_from_asked_to_said(tell):
    assert tell(["begin"], ["answered", "a"], ["started", "a"], ["stopped", "a"]) == [
        *("pending", "queued", "speaking", '"words of a"', "said", "quiet")
    ]


def test_events_that_beat_the_answer_are_kept(tell):
    assert tell(["begin"], ["started", "a"], ["answered", "a"], ["stopped", "a"]) == [
        *("pending", '""', "queued", "speaking", '"words of a"', "said", "quiet")
    ]


def test_a_task_that_was_over_before_the_answer_is_said(tell):
    assert tell(["begin"], ["started", "a"], ["stopped", "a"], ["answered", "a"]) == [
        *("pending", '""', "quiet", "queued", "said")
    ]


def test_a_turn_of_several_tasks_is_said_with_the_last(tell):
    fired = tell(
        ["begin"],
        ["answered", "a", "b"],
        *(["started", "a"], ["stopped", "a"], ["started", "b"], ["stopped", "b"]),
    )
    assert fired.count("said") == 1
    assert fired[-4:] == ['"words of a"', '"words of b"', "said", "quiet"]


def test_a_lost_stop_is_made_up_for_by_the_next_start(tell):
    fired = tell(["begin"], ["answered", "a", "b"], ["started", "a"], ["started", "b"])
    assert fired[-2:] == ['"words of a"', '"words of b"']


def test_what_was_interrupted_is_never_heard_again(tell):
    fired = tell(
        ["begin"],
        ["answered", "a", "b"],
        ["started", "a"],
        ["interrupt"],
        ["started", "b"],
    )
    assert fired[-2:] == ["interrupted", "quiet"]


def test_an_answer_that_comes_after_the_interrupt_is_neither_shown_nor_heard(tell):
    fired = tell(
        *(["begin"], ["interrupt"], ["answered", "a"], ["started", "a"], ["words"])
    )
    assert fired == ["pending", "interrupted", "quiet", "[]"]
