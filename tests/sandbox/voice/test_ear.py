"""What is heard becomes text, in the order it was said."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.voice.ear import Ear, Listener
from sandbox.voice.hearing import Hearing
from tests.sandbox.fakes import aio
from tests.sandbox.voice.sounds import MAYA, SANTA, pieces, silence, utterance

PHRASES = ["What is your name?", "Tell me about the reindeer.", "Good bye, Santa!"]


class Notes:
    """Writes down what an ear tells."""

    def __init__(self):
        self.news = []
        self._told = asyncio.Event()
        self.listener = Listener(
            began=lambda: self._note("began"),
            ended=lambda: self._note("ended"),
            understood=self._note,
        )

    def _note(self, what):
        self.news.append(what)
        self._told.set()

    async def until(self, count):
        async with asyncio.timeout(20):
            while len(self.news) < count:
                self._told.clear()
                await self._told.wait()
        return self.news


def say(ear, pcm, *, rate=16_000, channels=1):
    for piece in pieces(pcm):
        ear.hear(piece.tobytes(), rate=rate, channels=channels)


@aio
async def test_a_typed_transcript_stands_for_what_was_said():
    hearing, notes = Hearing(), Notes()
    hearing.transcripts.extend(["first", "second"])
    ear = Ear(hearing, notes.listener)
    say(ear, utterance("Bla bla bla."))
    say(ear, utterance("More bla bla."))
    assert sorted(await notes.until(6)) == sorted(
        ["began", "ended", "first", "began", "ended", "second"]
    )
    assert [*hearing.heard] == ["first", "second"]


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 1), (16_000, 2), (24_000, 2)])
@aio
async def test_any_rate_and_two_channels_are_heard(rate, channels):
    hearing, notes = Hearing(), Notes()
    hearing.transcripts.append("hello")
    ear = Ear(hearing, notes.listener)
    say(
        ear,
        utterance("Hello there.", rate=rate).repeat(channels),
        rate=rate,
        channels=channels,
    )
    assert await notes.until(3) == ["began", "ended", "hello"]


@aio
async def test_with_push_to_talk_nothing_is_heard_but_what_is_held():
    hearing, notes = Hearing(), Notes()
    hearing.transcripts.append("hello")
    ear = Ear(hearing, notes.listener, push_to_talk=True)
    say(ear, utterance("Nobody hears this."))
    assert notes.news == []
    ear.hold()
    say(ear, silence(0.5))
    ear.release()
    assert await notes.until(3) == ["began", "ended", "hello"]


@pytest.mark.parametrize("voice", [MAYA, SANTA], ids=lambda voice: voice.name)
@aio
async def test_phrases_are_recognised_word_for_word(voice):
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    hearing, notes = Hearing(), Notes()
    await hearing.expect(PHRASES)
    ear = Ear(hearing, notes.listener)
    for phrase in PHRASES:
        say(ear, utterance(phrase, voice))
    await notes.until(9)
    assert [*hearing.heard] == PHRASES


@aio
async def test_free_dictation_understands_something():
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    hearing, notes = Hearing(), Notes()
    say(Ear(hearing, notes.listener), utterance("What is your name?"))
    assert "what is" in (await notes.until(3))[2]


@aio
async def test_words_that_no_dictionary_has_are_refused():
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    with pytest.raises(ValueError, match="unknown words: xyzzyq"):
        await Hearing().expect(["hello xyzzyq"])
