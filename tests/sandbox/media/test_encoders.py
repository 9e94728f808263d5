from __future__ import annotations

import fractions

import av
import numpy as np
import pytest
from aiortc import RTCRtpCodecParameters
from aiortc.codecs import depayload
from aiortc.codecs.h264 import H264Decoder
from aiortc.codecs.opus import OpusEncoder
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.jitterbuffer import JitterFrame

from sandbox.media.encoders import quick_encoder

PICTURE = np.tile(np.linspace(40, 200, 320, dtype=np.uint8), (270, 1))


def parameters(mime_type, clock_rate=90000):
    return RTCRtpCodecParameters(
        mimeType=mime_type, clockRate=clock_rate, payloadType=97
    )


@pytest.mark.parametrize(
    ("mime_type", "decoder"),
    [("video/VP8", Vp8Decoder), ("video/H264", H264Decoder)],
)
def test_a_picture_survives_the_quick_encoder(mime_type, decoder):
    codec = parameters(mime_type)
    encoder, decode = quick_encoder(codec), decoder()
    seen = []
    for number in range(4):
        frame = av.VideoFrame.from_ndarray(PICTURE, "yuv420p")
        frame.pts, frame.time_base = number * 3600, fractions.Fraction(1, 90000)
        payloads, timestamp = encoder.encode(frame)
        data = b"".join(depayload(codec, payload) for payload in payloads)
        seen += decode.decode(JitterFrame(data=data, timestamp=timestamp))
    luma = seen[-1].to_ndarray()[:180].astype(int)
    assert np.abs(luma - PICTURE[:180]).mean() < 3


def test_sound_keeps_its_encoder():
    assert isinstance(quick_encoder(parameters("audio/opus", 48000)), OpusEncoder)
