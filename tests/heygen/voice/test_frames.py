"""The frames of the voice chat, byte for byte, and what is none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from grpc_tools import protoc
from hypothesis import given
from hypothesis import strategies as st

from heygen import frames_pb2
from heygen.frames import BadFrame, Sound, Text, read, write

ROOT = Path(__file__).parent.parent.parent.parent


# Source: what HeyGen's SDK 2.1.0 writes.
@pytest.mark.parametrize(
    ("what", "written"),
    [
        (Text("hi"), "0a 04 1a 02 68 69"),
        (Sound(b"\x01\x02\xff\xfe"), "12 0b 1a 04 01 02 ff fe 20 80 7d 28 01"),
    ],
)
def test_a_frame_is_what_the_sdk_writes(what, written):
    assert write(what).hex(" ") == written
    assert read(bytes.fromhex(written)) == what


def test_a_piece_of_a_microphone_has_the_length_it_has_with_the_sdk():
    assert len(write(Sound(bytes(1024)))) == 1035


def test_members_that_newer_schemas_add_are_passed_over():
    pts = bytes.fromhex("12 06 1a 02 01 02 30 07")
    with pytest.raises(BadFrame):  # it has no rate
        read(pts)
    sound = bytes.fromhex("12 0b 1a 02 01 02 20 80 7d 28 01 30 07")
    assert read(sound) == Sound(b"\x01\x02")
    message = bytes.fromhex("22 02 0a 00")
    assert read(message) is None
    assert read(b"") is None


def test_a_transcription_is_not_for_clients_to_send():
    assert read(bytes.fromhex("1a 04 1a 02 68 69")) is None


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_frame_or_refused(data):
    with suppress(BadFrame):
        assert isinstance(read(data), Text | Sound | None)


@given(st.binary(max_size=30), st.integers(0, 60), st.integers(0, 7))
def test_a_frame_with_a_broken_bit_is_a_frame_or_refused(pcm, place, bit):
    data = bytearray(write(Sound(pcm + pcm)))
    data[place % len(data)] ^= 1 << bit
    with suppress(BadFrame):
        assert isinstance(read(bytes(data)), Text | Sound | None)


def test_the_generated_module_is_what_the_schema_says(tmp_path):
    made = tmp_path / "frames.bin"
    command = ["protoc", f"-I{ROOT}", f"-o{made}", "heygen/frames.proto"]
    assert protoc.main(command) == 0
    (file,) = FileDescriptorSet.FromString(made.read_bytes()).file
    present = FileDescriptorProto()
    frames_pb2.DESCRIPTOR.CopyToProto(present)
    assert names(file) == names(present)


def names(file):
    return {
        (message.name, field.name, field.number, field.type, field.type_name)
        for message in file.message_type
        for field in message.field
    }
