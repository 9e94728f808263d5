"""Speeches put together from the pieces in which they are told."""

import pytest

from liveavatar.pieces import SESSIONS, Pieces

BEGIN = {"event_type": "avatar.speak_started"}
CAUSED = {"source_event_id": "e-1"}
END = {"event_type": "avatar.speak_ended"}


def piece(text):
    return {"event_type": "avatar.transcription", "text": text}


@pytest.fixture
def speeches():
    return []


@pytest.fixture
def take(speeches):
    """Takes events of a session."""
    pieces = Pieces(lambda one, speech: speeches.append((one, speech.words)))

    def take(*events, session_id="s1"):
        for event in events:
            pieces.take(session_id, event)

    return take


def test_what_is_told_in_pieces_is_one_speech(take, speeches):
    take(BEGIN, piece("Hello,"), piece(" I am Ada. "))
    assert speeches == []
    take(END)
    assert speeches == [("s1", "Hello, I am Ada.")]


@pytest.mark.parametrize("begin", [[BEGIN | CAUSED], []])
def test_a_speech_knows_what_caused_it(begin):
    causes = []
    pieces = Pieces(lambda _, speech: causes.append(speech.cause))
    for event in (*begin, piece("Hello.") | CAUSED, END, BEGIN, piece("Again."), END):
        pieces.take("s1", event)
    assert causes == ["e-1", ""]


def test_rooms_that_are_told_at_once_are_not_mixed_up(take, speeches):
    take(BEGIN, piece("One"), session_id="s1")
    take(BEGIN, piece("Two"), END, session_id="s2")
    take(piece("and more."), END, session_id="s1")
    assert speeches == [("s2", "Two"), ("s1", "One and more.")]


@pytest.mark.parametrize("next_one", [BEGIN, {"event_type": "session.stopped"}])
def test_a_speech_whose_end_is_not_told_ends_with_what_follows(
    take, speeches, next_one
):
    take(BEGIN, piece("Half of it"), next_one)
    assert speeches == [("s1", "Half of it")]


def test_words_without_a_start_are_a_speech_of_their_own(take, speeches):
    take(piece("Hello."), piece("Again."))
    assert speeches == [("s1", "Hello."), ("s1", "Again.")]


@pytest.mark.parametrize("text", ["", "  ", None])
def test_silence_is_no_speech(take, speeches, text):
    take(piece(text), BEGIN, piece(text), END, END)
    assert speeches == []


def test_no_more_speeches_are_kept_in_mind_than_there_may_be(take, speeches):
    for number in range(SESSIONS + 1):
        take(BEGIN, piece("Lost."), session_id=str(number))
    take(END, session_id="0")
    take(END, session_id="1")
    assert speeches == [("1", "Lost.")]
