"""The relay by itself, between two sides that the test plays."""

from __future__ import annotations

import json

import pytest

from errors import InvalidInput, Unreachable
from heygen.frames import Sound, Text, write
from heygen.voice import LOOK_EVERY_S
from heygen.voice_texts import MOST_WAITING
from tests.heygen.voice.stage import Stage
from tests.waiting import until

PIECE = write(Sound(b"\x01\x02"))


@pytest.fixture
def stage():
    stage = Stage()
    yield stage
    stage.below.close()
    stage.ended()


def test_sound_goes_up_as_it_came_and_events_come_down(stage):
    stage.send(PIECE, "a text of the wrong kind", PIECE)
    stage.above.told.put('{"event_type": "user_stop"}')
    until(lambda: stage.above.heard == [PIECE, PIECE])
    until(lambda: stage.below.told == [{"event_type": "user_stop"}])


def test_texts_are_tasks_in_order_behind_the_opening_text(stage):
    stage.send(write(Text("One?")), write(Text("  ")), write(Text("Two?")))
    until(lambda: len(stage.tasks) == 3)
    assert stage.tasks == [
        {"text": "Hello!", "task_type": "repeat"},
        {"text": "One?", "task_type": "talk"},
        {"text": "Two?", "task_type": "talk"},
    ]
    assert stage.above.heard == []


def test_texts_wait_for_the_session_to_be_started(stage):
    until(lambda: stage.tasks)
    stage.waits = True
    stage.send(write(Text("One?")))
    stage.send(PIECE)
    until(lambda: stage.above.heard)
    assert len(stage.tasks) == 1
    stage.waits = False
    until(lambda: len(stage.tasks) == 2)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (InvalidInput("No.", fields={"text": ["No."]}), "invalid_text"),
        (Unreachable("No.", upstream="heygen"), "network_error"),
    ],
)
def test_a_text_that_fails_is_told_so_and_the_next_one_is_said(stage, failure, reason):
    until(lambda: stage.tasks)

    def fail(task):
        stage.run = stage.tasks.append
        raise failure

    stage.run = fail
    stage.send(write(Text("One?")), write(Text("Two?")))
    until(lambda: stage.tasks[1:])
    (event,) = stage.below.told
    assert (event["event_type"], event["reason"]) == ("error", reason)


def test_a_bug_in_a_text_is_logged_without_its_words(stage, caplog):
    until(lambda: stage.tasks)

    def fail(task):
        stage.run = stage.tasks.append
        raise ValueError(task["text"])

    stage.run = fail
    stage.send(write(Text("My secret.")), write(Text("Two?")))
    until(lambda: stage.tasks[1:])
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_too_many_texts_close_it(stage):
    until(lambda: stage.tasks)
    stage.waits = True
    stage.send(*[write(Text("And?"))] * (MOST_WAITING + 2))
    assert stage.ended() == 1008


def test_what_is_no_frame_closes_it(stage):
    stage.send(b"\xff")
    assert stage.ended() == 1007


def test_a_user_who_speaks_is_heard_of(stage):
    for event in ("user_start", "user_stop"):
        stage.above.told.put(json.dumps({"event_type": event}))
    for nothing in ("no JSON", "[]", "{}"):
        stage.above.told.put(json.dumps(nothing))
    until(lambda: "spoke" in stage.viewer.signs)
    until(lambda: stage.viewer.signs == ["seen", "spoke", "seen"])


def test_sound_alone_is_no_sign_of_life_for_it_may_be_of_an_empty_room(stage):
    stage.send(PIECE, None, PIECE)
    until(lambda: len(stage.above.heard) == 2)
    assert stage.viewer.signs == []


def test_a_session_that_has_ended_is_found_out_whatever_the_cloud_does(stage):
    stage.viewer.over = True
    stage.send(PIECE)
    until(lambda: stage.above.heard)
    stage.now += LOOK_EVERY_S
    stage.send(None)
    assert stage.ended() == 1000
    assert "left" not in stage.viewer.signs


def test_a_page_that_does_not_answer_our_hanging_up_has_not_left(stage):
    stage.below.close_code = 1006
    stage.above.close(1006)
    stage.ended()
    assert "left" not in stage.viewer.signs


@pytest.mark.parametrize(("code", "left"), [(1001, True), (1006, True), (1005, False)])
def test_a_page_that_is_gone_without_a_word_has_left(stage, code, left):
    stage.below.close(code)
    stage.ended()
    assert ("left" in stage.viewer.signs) is left
    assert stage.above.close_code == 1000


@pytest.mark.parametrize(("theirs", "ours"), [(1000, 1000), (1006, 1011)])
def test_when_the_cloud_hangs_up_so_do_we(stage, theirs, ours):
    stage.above.close(theirs)
    assert stage.ended() == ours
    assert "left" not in stage.viewer.signs


def test_sound_into_a_line_that_is_broken_ends_it(stage):
    stage.above.close_code = 1006
    stage.send(PIECE)
    assert stage.ended() == 1011
