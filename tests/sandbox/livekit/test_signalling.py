"""LiveKit's own client in the sandbox's rooms."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from livekit import rtc
from livekit.protocol.rtc import LeaveRequest, SignalResponse

from tests.sandbox.fakes import aio
from tests.sandbox.livekit.guest import RoomGuest
from tests.sandbox.livekit.stage import SIZE, a_stage, tone

pytestmark = pytest.mark.webrtc


@aio
async def test_a_guest_sees_and_hears_who_is_there_already():
    async with a_stage() as stage:
        await stage.enter()
        async with RoomGuest(stage.url, stage.token()) as guest:
            assert guest.people == ["heygen"]
            await guest.until(lambda: guest.frames > 3)
            await guest.until_loud()
            assert guest.size == SIZE
            assert sorted(guest.tracks) == [("heygen", "audio"), ("heygen", "video")]


@aio
async def test_a_guest_sees_and_hears_who_comes_later():
    async with a_stage() as stage, RoomGuest(stage.url, stage.token()) as guest:
        assert guest.people == []
        await stage.enter()
        await guest.until(lambda: guest.frames > 3)
        await guest.until_loud()
        assert guest.people == ["heygen"]


@aio
async def test_data_goes_both_ways_with_its_topic():
    async with a_stage() as stage:
        await stage.enter()
        async with RoomGuest(stage.url, stage.token()) as guest:
            stage.avatar.say(b'{"type":"one"}')
            stage.avatar.say(b'{"type":"two"}', topic="t")
            await guest.until(lambda: len(guest.data) == 2)
            assert guest.data == [
                ("heygen", "", '{"type":"one"}'),
                ("heygen", "t", '{"type":"two"}'),
            ]
            await guest.say('"hello"')
            await guest.say("lossy", topic="x", reliable=False)
            await stage.until_heard(2)
            assert stage.heard == [
                ("client", "", b'"hello"'),
                ("client", "x", b"lossy"),
            ]


@aio
async def test_data_reaches_only_those_it_names():
    async with (
        a_stage() as stage,
        RoomGuest(stage.url, stage.token()) as client,
        RoomGuest(stage.url, stage.token("agent", kind="agent")) as agent,
    ):
        await stage.enter()
        await agent.say("for the avatar", to=["heygen"])
        await agent.say("for the client", to=["client"])
        await agent.say("for all")
        await client.until(lambda: len(client.data) == 2)
        await stage.until_heard(2)
        assert [text for _, _, text in client.data] == ["for the client", "for all"]
        assert [said for _, _, said in stage.heard] == [b"for the avatar", b"for all"]
        assert agent.data == []


@aio
async def test_guests_see_each_other_come_and_go():
    async with a_stage() as stage, RoomGuest(stage.url, stage.token()) as client:
        async with RoomGuest(stage.url, stage.token("agent", kind="agent")):
            await client.until(lambda: client.people == ["agent"])
            kinds = [one.kind for one in client.room.remote_participants.values()]
            assert kinds == [rtc.ParticipantKind.PARTICIPANT_KIND_AGENT]
        await client.until(lambda: client.people == [])


@aio
async def test_a_microphone_is_heard_by_the_others_until_it_is_taken_back():
    async with (
        a_stage() as stage,
        RoomGuest(stage.url, stage.token()) as client,
        RoomGuest(stage.url, stage.token("agent")) as agent,
    ):
        source = await client.open_microphone()
        speaking = asyncio.ensure_future(speak_into(source))
        await agent.until_loud()
        names = {
            one.identity: [track.info.name for track in one.publications().values()]
            for one in stage.room.people()
        }
        assert names == {"client": ["mic"], "agent": []}
        (sid,) = client.room.local_participant.track_publications
        await client.room.local_participant.unpublish_track(sid)
        speaking.cancel()
        await agent.until(
            lambda: not agent.room.remote_participants["client"].track_publications
        )


@aio
async def test_a_deleted_room_sends_everybody_away_and_stays_deleted():
    async with a_stage() as stage, RoomGuest(stage.url, stage.token()) as guest:
        await stage.rooms.delete("r")
        await guest.until(lambda: guest.reason is not None)
        assert guest.reason == rtc.DisconnectReason.ROOM_DELETED
        with pytest.raises(rtc.ConnectError, match="404"):
            await rtc.Room().connect(stage.url, stage.token())


@aio
async def test_the_second_of_an_identity_takes_the_place_of_the_first():
    async with (
        a_stage() as stage,
        RoomGuest(stage.url, stage.token()) as first,
        RoomGuest(stage.url, stage.token()),
    ):
        await first.until(lambda: first.reason is not None)
        assert first.reason == rtc.DisconnectReason.DUPLICATE_IDENTITY
        assert len(stage.room.people()) == 1


@aio
async def test_without_the_right_to_it_nothing_is_sent_or_received():
    async with a_stage() as stage:
        await stage.enter()
        token = stage.token("mute", can_publish_data=False, can_subscribe=False)
        async with (
            RoomGuest(stage.url, token) as mute,
            RoomGuest(stage.url, stage.token()) as client,
        ):
            await mute.say("psst")
            await client.say("hello")
            await stage.until_heard(1)
            await client.until(lambda: client.frames)
            assert stage.heard == [("client", "", b"hello")]
            assert (mute.tracks, client.data) == ([], [])


@aio
async def test_who_subscribes_for_itself_gets_what_it_chooses():
    async with a_stage() as stage:
        await stage.enter()
        async with RoomGuest(stage.url, stage.token(), auto_subscribe=False) as guest:
            avatar = guest.room.remote_participants["heygen"]
            (sound,) = (
                one
                for one in avatar.track_publications.values()
                if one.kind == rtc.TrackKind.KIND_AUDIO
            )
            sound.set_subscribed(True)
            await guest.until_loud()
            assert guest.tracks == [("heygen", "audio")]


@pytest.mark.parametrize("path", ["/rtc", "/rtc/validate"])
@aio
async def test_who_may_not_enter_is_told_why(path):
    async with a_stage() as stage, aiohttp.ClientSession() as http:
        url = stage.url.replace("ws", "http") + path
        for query, status, words in [
            ({}, 401, "invalid token"),
            ({"access_token": "junk"}, 401, "invalid token"),
        ]:
            async with http.get(url, params=query) as answer:
                assert (answer.status, await answer.text()) == (status, words)


@aio
async def test_the_newer_handshake_is_not_there_and_health_is():
    async with a_stage() as stage, aiohttp.ClientSession() as http:
        url = stage.url.replace("ws", "http")
        async with http.get(f"{url}/rtc/v1") as answer:
            assert answer.status == 404
        async with http.get(f"{url}/") as answer:
            assert (answer.status, await answer.text()) == (200, "OK")


@aio
async def test_who_wants_to_resume_is_told_to_join_anew():
    async with a_stage() as stage, aiohttp.ClientSession() as http:
        query = {"access_token": stage.token(), "reconnect": "1"}
        async with http.ws_connect(f"{stage.url}/rtc", params=query) as socket:
            leave = SignalResponse.FromString(await socket.receive_bytes()).leave
        assert leave.action == LeaveRequest.RECONNECT


@aio
async def test_nonsense_on_the_socket_is_passed_over():
    async with a_stage() as stage, aiohttp.ClientSession() as http:
        query = {"access_token": stage.token()}
        async with http.ws_connect(f"{stage.url}/rtc", params=query) as socket:
            await socket.receive_bytes()
            for nonsense in (b"\xff\xff\xff", b"\x0a\x02\x08", b"\x1a\x03\x0a\x01x"):
                await socket.send_bytes(nonsense)
            await socket.send_bytes(b"\x70\x01")  # ping at 1 ms
            async for message in socket:
                if SignalResponse.FromString(message.data).HasField("pong"):
                    break
            assert len(stage.room.people()) == 1


async def speak_into(source):
    while True:
        pcm = tone(480).tobytes()
        await source.capture_frame(rtc.AudioFrame(pcm, 48_000, 1, 480))


@aio
async def test_remote_procedures_and_streams_pass_between_guests():
    async with (
        a_stage() as stage,
        RoomGuest(stage.url, stage.token()) as client,
        RoomGuest(stage.url, stage.token("agent", kind="agent")) as agent,
    ):
        received: asyncio.Queue[str] = asyncio.Queue()

        @agent.room.local_participant.register_rpc_method("shout")
        async def shout(call):
            return call.payload.upper()

        def take(reader, sender):
            reading.append(asyncio.ensure_future(read(reader, sender)))

        async def read(reader, sender):
            await received.put(f"{sender}: {await reader.read_all()}")

        reading: list[asyncio.Future[None]] = []
        agent.room.register_text_stream_handler("t", take)
        answer = await client.room.local_participant.perform_rpc(
            destination_identity="agent", method="shout", payload="hello"
        )
        assert answer == "HELLO"
        text = "word " * 10_000
        await client.room.local_participant.send_text(text, topic="t")
        async with asyncio.timeout(10):
            assert await received.get() == f"client: {text}"


@aio
async def test_only_who_may_changes_what_others_see_of_it():
    async with (
        a_stage() as stage,
        RoomGuest(stage.url, stage.token()) as client,
        RoomGuest(
            stage.url, stage.token("agent", can_update_own_metadata=True)
        ) as agent,
    ):
        await agent.room.local_participant.set_attributes({"mood": "good"})
        there = client.room.remote_participants["agent"]
        await client.until(lambda: there.attributes == {"mood": "good"})
        await client.room.local_participant.set_metadata("mine")
        assert [one.info().metadata for one in stage.room.people()] == ["", ""]
