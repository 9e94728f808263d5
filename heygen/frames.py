"""What a client sends up the voice-chat socket: texts and sound, as frames.

The schema is heygen/frames.proto.
"""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf.message import DecodeError

from heygen.frames_pb2 import Frame

RATES = range(8_000, 48_001)
CHANNELS = (1, 2)
SAMPLE_BYTES = 2


@dataclass(frozen=True)
class Text:
    """What somebody wrote."""

    text: str


@dataclass(frozen=True)
class Sound:
    """What a microphone took.

    Attributes:
        pcm: Signed 16 bit, little-endian, channels interleaved.
        rate: Samples per second of each channel.
        channels: 1 or 2.
    """

    pcm: bytes
    rate: int = 16_000
    channels: int = 1


class BadFrame(ValueError):
    """The bytes are no frame, or none that can be used; its text says why."""


def read(data: bytes) -> Text | Sound | None:
    """What a frame holds; None for kinds that clients do not send.

    Raises:
        BadFrame: It cannot be read, or its sound cannot be any.
    """
    try:
        frame = Frame.FromString(data)
    except DecodeError:
        raise BadFrame("the message is no pipecat.Frame") from None
    kind = frame.WhichOneof("frame")
    if kind == "text":
        return Text(frame.text.text)
    if kind == "audio":
        sound = frame.audio
        return _checked(Sound(sound.audio, sound.sampleRate, sound.numChannels))
    return None


def write(what: Text | Sound) -> bytes:
    """A frame, byte for byte as HeyGen's SDK writes it."""
    frame = Frame()
    if isinstance(what, Text):
        frame.text.text = what.text
    else:
        sound = _checked(what)
        frame.audio.audio = sound.pcm
        frame.audio.sampleRate = sound.rate
        frame.audio.numChannels = sound.channels
    return frame.SerializeToString()


def _checked(sound: Sound) -> Sound:
    if sound.rate not in RATES or sound.channels not in CHANNELS:
        raise BadFrame("sound must have 8,000 to 48,000 Hz and 1 or 2 channels")
    if len(sound.pcm) % (SAMPLE_BYTES * sound.channels):
        raise BadFrame("sound must be whole samples of 16 bit")
    return sound
