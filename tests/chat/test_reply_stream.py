"""The stream by itself, over an answer that the test pours in."""

from __future__ import annotations

import threading

import pytest

from chat.line import Lines
from chat.stream import STREAM_LIMIT_S, ReplyStream
from chat.wire import Piece
from errors import Malformed, TimedOut

END = Piece(ends=True)


@pytest.fixture
def lines():
    lines = Lines()
    yield lines
    lines.close()


class Poured(ReplyStream):
    """A stream of what a function pours; `poured` is set when it has."""

    def __init__(self, lines, pour, clock, **more):
        self.poured = threading.Event()

        def poured(http, take):
            try:
                pour(take)
            finally:
                self.poured.set()

        super().__init__(lines=lines, pour=poured, timeout_s=10, clock=clock, **more)


@pytest.fixture
def begin(lines):
    def begin(pour, clock=lambda: 0.0, **more):
        return Poured(lines, pour, clock, **more)

    return begin


def pieces(*found):
    def pour(take):
        for piece in found:
            take(piece)

    return pour


def test_only_what_has_words_is_given_out(begin):
    poured = pieces(Piece(), Piece("One"), Piece(), Piece(" two"), END)
    with begin(poured) as stream:
        assert list(stream) == ["One", " two"]


def test_what_comes_after_the_end_is_none_of_the_reply(begin):
    late = Piece(" three", ends=True, cut=True)
    with begin(pieces(Piece("One"), END, late)) as stream:
        assert list(stream) == ["One"]
        assert stream.poured.wait(5)
        assert stream.cut_at_limit is False
        assert list(stream) == []


def test_words_and_the_end_may_come_as_one(begin):
    with begin(pieces(Piece("One", ends=True, cut=True))) as stream:
        assert list(stream) == ["One"]
        assert stream.cut_at_limit is True


@pytest.mark.parametrize(
    ("poured", "kind"),
    [((), Malformed), ((Piece(),), Malformed), ((Piece("One"),), TimedOut)],
)
def test_an_answer_that_just_stops_has_no_end(begin, poured, kind):
    with begin(pieces(*poured)) as stream, pytest.raises(kind):
        list(stream)


def test_the_reply_may_not_be_written_for_ever(begin):
    now = [0.0]

    def pour(take):
        take(Piece("One"))
        now[0] = STREAM_LIMIT_S + 0.1
        take(Piece(" two"))

    with begin(pour, clock=lambda: now[0]) as stream:
        assert stream.poured.wait(5)
        deltas = iter(stream)
        assert next(deltas) == "One"
        with pytest.raises(TimedOut, match="took too long"):
            next(deltas)


def test_words_that_are_there_are_given_out_however_late_they_are_asked_for(begin):
    now = [0.0]
    poured = pieces(Piece("One"), Piece(" two"), END)
    with begin(poured, clock=lambda: now[0]) as stream:
        assert stream.poured.wait(5)
        now[0] = 1000.0
        assert list(stream) == ["One", " two"]


def test_an_error_that_nobody_foresaw_reaches_who_reads(begin):
    def pour(take):
        take(Piece("One"))
        raise ZeroDivisionError

    with begin(pour) as stream, pytest.raises(ZeroDivisionError):
        list(stream)


def test_what_goes_wrong_after_the_end_is_none_of_the_reply(begin):
    def pour(take):
        take(Piece("One", ends=True))
        raise ZeroDivisionError

    with begin(pour) as stream:
        assert stream.poured.wait(5)
        for expected in (["One"], []):
            assert list(stream) == expected


def test_a_line_is_given_back_once_the_rest_was_read(begin, lines):
    line = lines.take()
    lines.give_back(line)

    def pour(take):
        take(Piece("One", ends=True))
        threading.Event().wait(0.01)  # the rest is on its way

    with begin(pour) as stream:
        assert list(stream) == ["One"]
    assert stream.poured.is_set()
    assert not line.hung_up


def test_a_line_hung_up_on_at_the_last_moment_is_not_kept(begin, lines):
    line = lines.take()
    lines.give_back(line)

    def pour(take):
        take(Piece("One", ends=True))
        stream.cancel()

    stream = begin(pour)
    with stream:
        assert stream.poured.wait(5)
    assert lines.take() is not line
    assert line.http.is_closed


def test_a_request_that_fails_before_it_leaves_is_not_waited_for(begin):
    with begin(pieces(), head_start_s=60) as stream:
        assert stream.poured.is_set()


def test_whoever_asks_goes_on_once_the_request_has_left(lines, by_hand):
    answered = threading.Event()

    def ask(http, take):
        http.post(by_hand.url, content=b"{}")
        answered.set()

    stream = ReplyStream(
        lines=lines, pour=ask, timeout_s=10, clock=lambda: 0.0, head_start_s=60
    )
    with stream:
        assert not answered.is_set()
        by_hand.accept().hear()
