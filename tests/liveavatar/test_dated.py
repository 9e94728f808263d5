"""LiveAvatar's own account of a session, whose times come in more than one shape."""

import pytest

from liveavatar.reports import dated
from sessions.model import Role

NOW = 1_760_000_000.0


def entry(absolute, relative=None, text="Hello.", role="user"):
    return {
        "role": role,
        "transcript": text,
        "absolute_timestamp": absolute,
        "relative_timestamp": relative,
    }


@pytest.mark.parametrize("absolute", [NOW, NOW * 1000])
def test_seconds_and_milliseconds_are_told_apart(absolute):
    (said,) = dated([entry(absolute, 3)], ended_at=0)
    assert said.at == NOW


def test_without_a_time_of_day_the_last_words_are_those_before_the_end():
    entries = [entry(None, 3), entry(None, 10), entry(None, 40)]
    times = [said.at for said in dated(entries, ended_at=NOW)]
    assert times == [NOW - 37, NOW - 30, NOW]


def test_silence_is_left_out_and_an_unknown_speaker_is_the_avatar():
    entries = [entry(NOW, text=" "), entry(NOW, text=None), entry(NOW, role="agent")]
    assert [said.role for said in dated(entries, ended_at=NOW)] == [Role.PERSONA]
