"""Recordings that the chat plugin has Petya write down."""

from __future__ import annotations

import io
import wave

from tests.sandbox.fakes import a_box, aio
from tests.sandbox.petya.plugin import MINE, TRANSCRIBE, Plugin


def a_recording(seconds=0.5):
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes(b"\x00\x01\xff\x80" * int(48_000 * seconds))
    return file.getvalue()


@aio
async def test_a_recording_is_understood_as_a_microphone_is():
    async with a_box() as box:
        await box.control("POST", "hearing", {"transcripts": ["What is your name?"]})
        status, answer = await Plugin(box).transcribe(a_recording())
        assert (status, answer) == (
            200,
            {"success": True, "data": {"text": "What is your name?"}},
        )
        heard = await box.control("GET", "hearing")
        assert heard["heard"] == ["What is your name?"]


@aio
async def test_what_is_no_recording_is_refused():
    async with a_box() as box:
        for sound in (b"", b"\x00\xff no sound"):
            status, answer = await Plugin(box).transcribe(sound)
            assert (status, answer["success"]) == (400, False)
        assert (await Plugin(box).call("POST", TRANSCRIBE, {"audio": "x"}))[0] == 400
        (headers, body) = {**MINE, "Content-Type": "multipart/form-data"}, b"no parts"
        async with box.client.post(TRANSCRIBE, data=body, headers=headers) as answer:
            assert answer.status == 400


@aio
async def test_a_form_is_seen_by_the_recorder_without_its_body():
    async with a_box() as box:
        await Plugin(box).transcribe(a_recording())
        seen = (await box.control("GET", "requests"))["requests"]
        assert [(one["path"], one["status"], one["body"]) for one in seen] == [
            (TRANSCRIBE, 200, None)
        ]
