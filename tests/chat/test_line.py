"""Connections are kept for the next reply, and given up when they are of no use."""

from __future__ import annotations

import httpx2
import pytest

from chat.line import KEPT, Lines
from errors import Malformed
from tests.chat.asking import MESSAGES
from tests.chat.reading import Reader, readers
from tests.waiting import until


def answered(caller, text):
    caller.begin()
    caller.say(text)
    caller.end()


def replied(stream, by_hand):
    """Who asked, once it has had a whole reply on a new connection."""
    reader = Reader(stream)
    caller = by_hand.accept()
    caller.hear()
    answered(caller, "One")
    assert reader.has_ended()
    until(lambda: not readers())
    return caller


def test_a_connection_is_kept_for_the_next_reply(asker, by_hand):
    caller = replied(asker.stream(MESSAGES), by_hand)
    reader = Reader(asker.stream(MESSAGES))
    caller.hear()
    answered(caller, "Two")
    assert reader.has_ended()
    assert (reader.deltas, reader.error) == (["Two"], None)


def test_a_stream_that_ended_does_not_touch_the_next_one(asker, by_hand):
    first, second = asker.stream(MESSAGES), asker.stream(MESSAGES)
    caller = replied(first, by_hand)
    reader = Reader(second)
    caller.hear()
    first.cancel()
    answered(caller, "Two")
    assert reader.has_ended()
    assert (reader.deltas, reader.error) == (["Two"], None)


def test_a_kept_connection_that_the_server_closed_is_made_anew(asker, by_hand):
    replied(asker.stream(MESSAGES), by_hand).close()
    replied(asker.stream(MESSAGES), by_hand)


def test_replies_at_once_have_a_connection_each(asker, by_hand):
    first, second = Reader(asker.stream(MESSAGES)), Reader(asker.stream(MESSAGES))
    callers = [by_hand.accept(), by_hand.accept()]
    for caller in callers:
        caller.hear()
        answered(caller, "Hi")
    assert first.has_ended()
    assert second.has_ended()
    assert first.deltas == second.deltas == ["Hi"]


def test_a_server_that_says_done_and_holds_the_line_is_hung_up_on(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    caller.begin()
    caller.say("One")
    caller.chunk(b'data: {"choices": [{"finish_reason": "stop"}]}\n\n')
    assert reader.has_ended()
    assert (reader.deltas, reader.error) == (["One"], None)
    assert caller.has_left()


def test_a_server_whose_answer_is_of_no_use_is_hung_up_on(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    caller.begin()
    caller.chunk(b"data: {\n\n")
    assert reader.has_ended()
    assert isinstance(reader.error, Malformed)
    assert caller.has_left()


def test_closing_hangs_up(asker, by_hand):
    caller = replied(asker.stream(MESSAGES), by_hand)
    asker.close()
    assert caller.has_left()


def test_what_is_given_back_after_closing_is_hung_up(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    asker.close()
    answered(caller, "One")
    assert reader.has_ended()
    assert reader.deltas == ["One"]
    assert caller.has_left()


def test_who_forgets_to_close_leaves_nothing_open():
    lines = Lines()
    line = lines.take()
    lines.give_back(line)
    del lines
    assert line.http.is_closed


def test_only_so_many_are_kept():
    lines = Lines()
    taken = [lines.take() for _ in range(KEPT + 1)]
    for line in taken:
        lines.give_back(line)
    assert [line.http.is_closed for line in taken] == [False] * KEPT + [True]
    lines.close()
    assert all(line.http.is_closed for line in taken)


def test_a_line_hung_up_on_before_it_is_connected_asks_nothing(by_hand):
    lines = Lines()
    line = lines.take()
    line.hang_up()
    with pytest.raises(httpx2.RemoteProtocolError):
        line.http.get(by_hand.url, timeout=10)
    assert by_hand.accept().has_left()
    lines.give_back(line)
    assert line.http.is_closed
