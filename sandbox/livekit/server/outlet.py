"""A face's way into a room of a LiveKit server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame
from livekit import rtc
from livekit.rtc.participant import PublishTrackError

from sandbox.livekit.avatars import NoRooms
from sandbox.livekit.publication import STREAM
from sandbox.livekit.server.avatar import ServerAvatar
from sandbox.media.hosts import HostAddresses
from sandbox.media.outlet import Codec, OnAir, State
from sandbox.media.tracks import FPS
from sandbox.media.utterance import SAMPLE_RATE

log = logging.getLogger(__name__)

_PIECE = SAMPLE_RATE // 100
_PUBLISH_S = 10.0
_BITS_PER_PIXEL = 2.4
"""As the vendor's 2,000 kbit/s for 1280 x 720 and its like for the smaller ones."""


class ServerOutlet(OnAir):
    """Publishes a face into the room that its avatar joins.

    Args:
        avatar: Who publishes.
        size: Width and height of the picture.
        video: The face.
        audio: Its voice.
        codec: The video codec.
        on_state: As `RoomOutlet` calls it; `closed` also when the room is lost.
    """

    def __init__(
        self,
        avatar: ServerAvatar,
        size: tuple[int, int],
        *,
        video: MediaStreamTrack,
        audio: MediaStreamTrack,
        codec: Codec,
        on_state: Callable[[State], None],
    ) -> None:
        super().__init__(on_state)
        self._avatar = avatar
        self._size = size
        self._video, self._audio = video, audio
        self._codec = codec
        self._pumps: list[asyncio.Task[None]] = []

    async def offer(self, addresses: HostAddresses) -> str:
        """None: viewers come by the room."""
        return ""

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Enter the room and go on air.

        Raises:
            NoRooms: The server is not there, or does not let the avatar in.
        """
        self._move("connecting")
        if not await self._avatar.join():
            return
        width, height = self._size
        picture = rtc.VideoSource(width, height)
        # Without a queue: what is queued would still be heard after an interrupt.
        voice = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=0)
        self._pumps = [
            asyncio.ensure_future(_pump(self._show(picture), picture)),
            asyncio.ensure_future(_pump(self._speak(voice), voice)),
        ]
        try:
            async with asyncio.timeout(_PUBLISH_S):
                await self._publish(picture, voice)
        except (PublishTrackError, TimeoutError):
            raise NoRooms("The LiveKit server takes no picture or sound.") from None
        self._avatar.watchers.append(self._look)
        self._look()

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Of no use here: the server's own signalling takes them."""

    def send(self, message: bytes) -> None:
        """Nothing: what a room is told is its cloud's own affair."""

    async def close(self) -> None:
        """Go off air; the room's end is its cloud's affair."""
        self._move("closed")
        self._video.stop()
        self._audio.stop()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _publish(self, picture: rtc.VideoSource, voice: rtc.AudioSource) -> None:
        width, height = self._size
        me = self._avatar.room.local_participant
        rate = int(_BITS_PER_PIXEL * width * height)
        await me.publish_track(
            rtc.LocalVideoTrack.create_video_track("video", picture),
            rtc.TrackPublishOptions(
                source=rtc.TrackSource.SOURCE_CAMERA,
                video_codec=getattr(rtc.VideoCodec, self._codec),
                video_encoding=rtc.VideoEncoding(max_framerate=FPS, max_bitrate=rate),
                simulcast=False,
                stream=STREAM,
            ),
        )
        await me.publish_track(
            rtc.LocalAudioTrack.create_audio_track("audio", voice),
            rtc.TrackPublishOptions(
                source=rtc.TrackSource.SOURCE_MICROPHONE, dtx=False, stream=STREAM
            ),
        )

    async def _show(self, source: rtc.VideoSource) -> None:
        while True:
            frame = cast(VideoFrame, await self._video.recv())
            data = frame.to_ndarray(format="yuv420p").data.cast("B")
            i420 = rtc.VideoBufferType.I420
            source.capture_frame(rtc.VideoFrame(frame.width, frame.height, i420, data))

    async def _speak(self, source: rtc.AudioSource) -> None:
        while True:
            frame = cast(AudioFrame, await self._audio.recv())
            pcm = frame.to_ndarray().reshape(-1)
            for start in range(0, len(pcm), _PIECE):
                piece = pcm[start : start + _PIECE]
                await source.capture_frame(
                    rtc.AudioFrame(piece.tobytes(), SAMPLE_RATE, 1, len(piece))
                )

    def _look(self) -> None:
        if self._avatar.lost:
            self._move("closed")
        elif self._avatar.followed:
            self._move("connected")


async def _pump(
    work: Coroutine[Any, Any, None], source: rtc.VideoSource | rtc.AudioSource
) -> None:
    try:
        await work
    except MediaStreamError:
        return
    except Exception:
        log.exception("a face's way into its room broke off")
    finally:
        await source.aclose()
