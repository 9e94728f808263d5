"""`pipecat.Frame`, the protobuf messages of the voice-chat socket.

Source: the fields and their numbers as HeyGen's own SDK 2.1.0 sends them. Members that
newer schemas add are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass

_TYPES = {
    "uint64": FieldDescriptorProto.TYPE_UINT64,
    "uint32": FieldDescriptorProto.TYPE_UINT32,
    "string": FieldDescriptorProto.TYPE_STRING,
    "bytes": FieldDescriptorProto.TYPE_BYTES,
}

_MESSAGES: Mapping[str, str] = {
    "TextFrame": "uint64 id, string name, string text",
    "AudioRawFrame": "uint64 id, string name, bytes audio, uint32 sampleRate,"
    " uint32 numChannels",
    "TranscriptionFrame": "uint64 id, string name, string text, string userId,"
    " string timestamp",
}
_KINDS = {"text": "TextFrame", "audio": "AudioRawFrame"} | {
    "transcription": "TranscriptionFrame"
}


@dataclass(frozen=True)
class Text:
    """What somebody wrote."""

    text: str


@dataclass(frozen=True)
class Audio:
    """What a microphone took: signed 16 bit, little-endian, channels interleaved."""

    pcm: bytes
    rate: int
    channels: int


class BadFrame(ValueError):
    """The bytes are no frame."""


def read(data: bytes) -> Text | Audio | None:
    """What a frame holds; None for kinds that clients do not send.

    Raises:
        BadFrame: It cannot be read.
    """
    try:
        frame = _Frame.FromString(data)
    except DecodeError:
        raise BadFrame("the message is no pipecat.Frame") from None
    kind = frame.WhichOneof("frame")
    if kind == "text":
        return Text(frame.text.text)
    if kind == "audio":
        audio = frame.audio
        return Audio(audio.audio, audio.sampleRate, audio.numChannels)
    return None


def write(what: Text | Audio) -> bytes:
    """A frame as the SDK writes it."""
    frame = _Frame()
    if isinstance(what, Text):
        frame.text.text = what.text
    else:
        frame.audio.audio = what.pcm
        frame.audio.sampleRate = what.rate
        frame.audio.numChannels = what.channels
    data: bytes = frame.SerializeToString()
    return data


def _describe() -> FileDescriptorProto:
    file = FileDescriptorProto(
        name="sandbox/frames.proto", package="pipecat", syntax="proto3"
    )
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for number, field in enumerate(fields.split(","), start=1):
            kind, _, label = field.strip().partition(" ")
            message.field.add(
                name=label,
                number=number,
                type=_TYPES[kind],
                label=FieldDescriptorProto.LABEL_OPTIONAL,
            )
    frame = file.message_type.add(name="Frame")
    frame.oneof_decl.add(name="frame")
    for number, (label, name) in enumerate(_KINDS.items(), start=1):
        frame.field.add(
            name=label,
            number=number,
            type=FieldDescriptorProto.TYPE_MESSAGE,
            type_name=f".pipecat.{name}",
            label=FieldDescriptorProto.LABEL_OPTIONAL,
            oneof_index=0,
        )
    return file


def _frame_class() -> Any:
    # A pool of its own: somebody else's `pipecat` may be loaded in the same process.
    pool = DescriptorPool()
    pool.Add(_describe())
    return GetMessageClass(pool.FindMessageTypeByName("pipecat.Frame"))


_Frame = _frame_class()
