"""What the offers of a room say, and what a client may ask of its tracks.

A hand-made client: LiveKit's own ones hide the SDP and pause tracks by themselves.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from livekit.protocol.rtc import (
    SessionDescription,
    SignalRequest,
    SignalResponse,
    UpdateTrackSettings,
)

from tests.sandbox.fakes import aio
from tests.sandbox.livekit.stage import a_stage

pytestmark = pytest.mark.webrtc


class Bare:
    """A client that answers offers and counts frames."""

    def __init__(self, socket):
        self._socket = socket
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.peer.on("track", self._follow)
        self.counts = {"audio": 0, "video": 0}
        self._reading = []
        self._news = asyncio.Condition()

    async def response(self, name):
        """The next message of that kind."""
        while True:
            data = await self._socket.receive_bytes(timeout=10)
            message = SignalResponse.FromString(data)
            if message.WhichOneof("message") == name:
                return getattr(message, name)

    async def request(self, **message):
        request = SignalRequest(**message)
        await self._socket.send_bytes(request.SerializeToString())

    async def answer(self, offer):
        await self.peer.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        await self.peer.setLocalDescription()
        sdp = self.peer.localDescription.sdp
        answer = SessionDescription(type="answer", sdp=sdp, id=offer.id)
        await self.request(answer=answer)

    async def until(self, kind, more):
        """Wait until so many more frames of a kind have come."""
        wanted = self.counts[kind] + more
        async with self._news:
            enough = self._news.wait_for(lambda: self.counts[kind] >= wanted)
            await asyncio.wait_for(enough, 10)

    async def close(self):
        await self.peer.close()
        for reading in self._reading:
            reading.cancel()
        await asyncio.gather(*self._reading, return_exceptions=True)

    def _follow(self, track):
        self._reading.append(asyncio.ensure_future(self._read(track)))

    async def _read(self, track):
        while True:
            await track.recv()
            async with self._news:
                self.counts[track.kind] += 1
                self._news.notify_all()


@asynccontextmanager
async def a_bare_client(stage, **query):
    async with aiohttp.ClientSession() as http:
        query = {"access_token": stage.token(), **query}
        async with http.ws_connect(f"{stage.url}/rtc", params=query) as socket:
            client = Bare(socket)
            try:
                yield client
            finally:
                await client.close()


@pytest.mark.parametrize(
    ("browser", "name"), [("Chrome", "camera"), ("firefox", r"TR_\w{12}")]
)
@aio
async def test_tracks_are_named_as_the_clients_tell_them_apart(browser, name):
    async with a_stage() as stage:
        await stage.enter()
        async with a_bare_client(stage, browser=browser) as client:
            sdp = (await client.response("offer")).sdp
    sid = stage.avatar.sid
    found = re.findall(rf"^a=msid:{sid}\|({name}) (TR_\w{{12}})\r$", sdp, re.MULTILINE)
    assert {track for _, track in found} == set(stage.avatar.publications())
    if browser == "firefox":
        assert all(stream == track for stream, track in found)


@aio
async def test_one_transport_carries_tracks_that_come_early_and_late():
    async with a_stage() as stage, a_bare_client(stage) as client:
        first = await client.response("offer")
        await client.answer(first)
        await stage.enter()
        second = await client.response("offer")
        await client.answer(second)
        await client.until("video", 2)
        await client.until("audio", 2)
    assert "a=group:BUNDLE 0\r" in first.sdp
    assert "a=group:BUNDLE 0 1 2\r" in second.sdp
    assert second.id > first.id


@aio
async def test_a_track_that_is_paused_sends_nothing_until_it_goes_on():
    async with a_stage() as stage:
        await stage.enter()
        (video, _) = stage.avatar.publications()
        async with a_bare_client(stage) as client:
            await client.answer(await client.response("offer"))
            await client.until("video", 2)
            settings = UpdateTrackSettings(track_sids=[video], disabled=True)
            await client.request(track_setting=settings)
            await client.until("audio", 10)
            seen = client.counts["video"]
            await client.until("audio", 50)
            assert client.counts["video"] == seen
            settings = UpdateTrackSettings(track_sids=[video], disabled=False)
            await client.request(track_setting=settings)
            await client.until("video", 5)
