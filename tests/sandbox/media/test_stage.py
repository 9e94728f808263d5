from __future__ import annotations

import asyncio

import aioice.ice
import pytest

from sandbox.media.catalog import AVATARS, VOICES
from sandbox.media.espeak import EspeakSpeech
from sandbox.media.stage import BadAnswer, BadCandidate, Event, TalkingFace
from sandbox.media.tone import ToneSpeech
from tests.sandbox.media.viewer import Viewer, run, watching

VOICE = VOICES[0]
LONG = "One day a very long story begins, and it goes on and on and on. " * 4

pytestmark = pytest.mark.webrtc


def a_face(**options):
    return TalkingFace(avatar=AVATARS[0], speech=ToneSpeech(), quality="low", **options)


def test_the_offer_looks_like_the_vendors():
    async def story():
        face = a_face()
        offer = await face.offer()
        await face.close()
        return offer

    offer = run(story())
    lines = offer["sdp"].splitlines()
    assert offer["type"] == "offer"
    assert [line.split()[0] for line in lines if line.startswith("m=")] == [
        "m=video",
        "m=audio",
        "m=application",
    ]
    assert "a=group:BUNDLE 0 1 2" in lines
    assert lines.count("a=end-of-candidates") == 3
    assert lines.count("a=setup:actpass") == 3
    streams = {line.split()[0] for line in lines if line.startswith("a=msid:")}
    assert len(streams) == 1


def addresses_offered(**options):
    async def story():
        face = a_face(**options)
        offer = await face.offer()
        await face.close()
        return offer["sdp"].splitlines()

    lines = run(story())
    return {line.split()[4] for line in lines if line.startswith("a=candidate:")}


def test_only_the_loopback_is_offered_unless_told_otherwise():
    assert addresses_offered() == {"127.0.0.1"}


def test_auto_offers_the_loopback_and_the_machines_own_addresses():
    own = set(aioice.ice.get_host_addresses(use_ipv4=True, use_ipv6=False))
    assert addresses_offered(host_addresses="auto") == {"127.0.0.1", *own}


@pytest.mark.parametrize("codec", ["VP8", "H264"])
@pytest.mark.parametrize(
    ("quality", "size"),
    [("low", (640, 360)), ("medium", (854, 480)), ("high", (1280, 720))],
)
def test_a_viewer_sees_the_face_in_the_size_asked_for(codec, quality, size):
    async def story():
        async with watching(quality=quality, codec=codec) as (_, viewer):
            await viewer.until(lambda: viewer.frames)
            return viewer.frames[-1]

    frame = run(story())
    assert (frame.width, frame.height) == size
    assert frame.to_ndarray().std() > 20


def test_speech_is_heard_and_ends_in_silence():
    async def story():
        async with watching(speech=EspeakSpeech()) as (face, viewer):
            await viewer.until_silent()
            duration_ms = await face.speak("t1", "Hello, my friend.", VOICE)
            await viewer.until_loud()
            await viewer.until_told("avatar_stop_talking")
            await viewer.until_silent()
            return duration_ms, viewer.events

    duration_ms, events = run(story())
    assert 600 < duration_ms < 3000
    assert events == [
        {"type": "avatar_start_talking", "task_id": "t1"},
        {"type": "avatar_stop_talking", "task_id": "t1", "duration_ms": duration_ms},
    ]


def test_events_arrive_as_binary():
    async def story():
        async with watching() as (face, viewer):
            await face.speak("t1", "Hi", VOICE)
            await viewer.until_told("avatar_stop_talking")
            return viewer.raw

    assert all(isinstance(message, bytes) for message in run(story()))


def test_the_mouth_moves_while_it_speaks():
    async def story():
        async with watching() as (face, viewer):
            await viewer.until(lambda: len(viewer.frames) > 2)
            still = mouth_of(viewer.frames[-1])
            await face.speak("t1", "Aaaa aaaa aaaa", VOICE)
            await viewer.until(
                lambda: abs(mouth_of(viewer.frames[-1]) - still).mean() > 8
            )

    run(story())


def mouth_of(frame):
    """The luma around the mouth of a 640x360 picture."""
    return frame.to_ndarray()[200:235, 295:345].astype(float)


def test_tasks_queue_in_the_order_given():
    async def story():
        async with watching() as (face, viewer):
            await asyncio.gather(
                *(face.speak(name, "Hi", VOICE) for name in ("t1", "t2", "t3"))
            )
            await viewer.until_told("avatar_stop_talking", count=3)
            return [event["task_id"] for event in viewer.events]

    assert run(story()) == ["t1", "t1", "t2", "t2", "t3", "t3"]


def test_an_interrupt_silences_the_face_and_drops_the_queue():
    told: list[Event] = []

    async def story():
        async with watching(on_event=told.append) as (face, viewer):
            await face.speak("t1", LONG, VOICE)
            await face.speak("t2", LONG, VOICE)
            await viewer.until_loud()
            face.interrupt()
            await viewer.until_silent()
            return viewer.events

    events = run(story())
    assert [event["task_id"] for event in events] == ["t1", "t1"]
    assert events[1]["type"] == "avatar_stop_talking"
    spoken = told[1]["text"]
    assert LONG.startswith(spoken)
    assert 0 < len(spoken) < len(LONG)


def test_an_interrupt_in_silence_is_harmless():
    async def story():
        async with watching() as (face, viewer):
            face.interrupt()
            await face.speak("t1", "Hi", VOICE)
            await viewer.until_told("avatar_stop_talking")
            return viewer.events

    assert len(run(story())) == 2


def test_a_task_still_being_synthesised_is_dropped_by_an_interrupt():
    async def story():
        async with watching() as (face, viewer):
            pending = asyncio.ensure_future(face.speak("t1", "Hi", VOICE))
            await asyncio.sleep(0)
            face.interrupt()
            await pending
            await face.speak("t2", "Hi", VOICE)
            await viewer.until_told("avatar_stop_talking")
            return {event["task_id"] for event in viewer.events}

    assert run(story()) == {"t2"}


def test_what_is_said_before_the_viewer_comes_is_told_afterwards():
    async def story():
        face, viewer = a_face(), Viewer()
        offer = await face.offer()
        await face.speak("t1", "Hi", VOICE)
        await face.accept(await viewer.answer(offer))
        await viewer.until_told("avatar_stop_talking")
        await face.close()
        await viewer.close()
        return viewer.events

    assert [event["task_id"] for event in run(story())] == ["t1", "t1"]


def test_closing_mid_sentence_still_says_that_talking_stopped():
    async def story():
        async with watching() as (face, viewer):
            await face.speak("t1", LONG, VOICE)
            await viewer.until_loud()
            await face.close()
            await viewer.until_told("avatar_stop_talking")

    run(story())


def test_a_viewer_who_hangs_up_closes_the_session_at_once():
    states = []

    async def story():
        closed = asyncio.Event()

        def note(state):
            states.append(state)
            if state == "closed":
                closed.set()

        async with watching(on_state=note) as (_, viewer):
            await viewer.until(lambda: viewer.frames)
            await viewer.pc.close()
            await asyncio.wait_for(closed.wait(), 2)

    run(story())
    assert states == ["connecting", "connected", "closed"]


def test_closing_twice_is_harmless():
    async def story():
        async with watching() as (face, _):
            await face.close()
            await face.close()
            return face.state

    assert run(story()) == "closed"


def test_early_candidates_are_kept_until_the_answer():
    async def story():
        face, viewer = a_face(), Viewer()
        answer = await viewer.answer(await face.offer())
        kept = [line for line in answer["sdp"].splitlines() if "candidate" not in line]
        for line in answer["sdp"].splitlines():
            if line.startswith("a=candidate:") and ":" not in line.split()[4]:
                await face.add_candidate({"candidate": line[2:], "sdpMid": "0"})
        await face.add_candidate({"candidate": "", "sdpMid": "0"})
        await face.add_candidate(None)
        await face.accept({"type": "answer", "sdp": "\r\n".join([*kept, ""])})
        await face.connected.wait()
        await face.close()
        await viewer.close()

    run(story())


def test_an_answer_without_any_candidate_connects():
    async def story():
        face, viewer = a_face(), Viewer()
        answer = await viewer.answer(await face.offer())
        kept = [line for line in answer["sdp"].splitlines() if "candidate" not in line]
        await face.accept({"type": "answer", "sdp": "\r\n".join([*kept, ""])})
        await face.connected.wait()
        await face.close()
        await viewer.close()

    run(story())


def test_a_garbage_candidate_is_refused_and_the_session_goes_on():
    async def story():
        async with watching() as (face, viewer):
            with pytest.raises(BadCandidate):
                await face.add_candidate({"candidate": "candidate:x", "sdpMid": "0"})
            await face.speak("t1", "Hi", VOICE)
            await viewer.until_loud()

    run(story())


def test_a_bad_answer_is_refused_and_a_good_one_still_works():
    async def story():
        face, viewer = a_face(), Viewer()
        offer = await face.offer()
        for bad in (offer, {**offer, "type": "answer"}, {"type": "answer"}, {}):
            with pytest.raises(BadAnswer):
                await face.accept(bad)
        await face.accept(await viewer.answer(offer))
        await face.connected.wait()
        with pytest.raises(BadAnswer):
            await face.accept({"type": "answer", "sdp": "late"})
        await face.close()
        await viewer.close()

    run(story())


def test_listening_and_thinking_do_not_stop_the_picture():
    async def story():
        async with watching() as (face, viewer):
            face.listen(True)
            face.think(True)
            await viewer.until(lambda: viewer.frames)
            latest = viewer.frames[-1].pts
            await viewer.until(lambda: viewer.frames[-1].pts > latest)

    run(story())
