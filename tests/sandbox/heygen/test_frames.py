"""The bytes of the voice-chat socket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.heygen.frames import Audio, BadFrame, Text, read, write

TEXT_HI = bytes.fromhex("0a041a026869")
AUDIO = bytes.fromhex("120b1a040102fffe20807d2801")


def test_the_check_bytes_of_the_sdk_hold():
    audio = Audio(b"\x01\x02\xff\xfe", 16_000, 1)
    assert (write(Text("hi")), write(audio)) == (TEXT_HI, AUDIO)
    assert (read(TEXT_HI), read(AUDIO)) == (Text("hi"), audio)


def test_a_message_of_the_sdk_is_1035_bytes():
    assert len(write(Audio(bytes(1024), 16_000, 1))) == 1035


def test_a_transcription_is_read_and_left_alone():
    assert read(bytes.fromhex("1a041a026869")) is None


def test_members_of_newer_schemas_are_passed_over():
    with_pts = bytes.fromhex("120d1a040102fffe20807d28013007")
    assert read(with_pts) == Audio(b"\x01\x02\xff\xfe", 16_000, 1)
    assert read(bytes.fromhex("2200")) is None
    assert read(TEXT_HI + bytes.fromhex("3a0161")) == Text("hi")


def test_an_empty_message_holds_nothing():
    assert read(b"") is None


@pytest.mark.parametrize("data", [b"\xff", b"\x0a\x7f", b"not a frame"])
def test_what_is_no_frame_is_refused(data):
    with pytest.raises(BadFrame):
        read(data)


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(data):
    try:
        frame = read(data)
    except BadFrame:
        return
    assert frame is None or isinstance(frame, Text | Audio)


@given(st.text())
def test_any_text_comes_back(text):
    assert read(write(Text(text))) == Text(text)
