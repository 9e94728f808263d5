"""Turns a speech engine's raw timings into cues and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.media.utterance import Cue, Word
from sandbox.media.visemes import is_stressed, mouths


@dataclass(frozen=True)
class Phoneme:
    """A sound of the language (IPA, "" for a pause) and when it begins."""

    at_ms: float
    ipa: str


def cues_of(phonemes: Sequence[Phoneme], end_ms: float) -> Sequence[Cue]:
    """The mouth's timeline; the second half of a diphthong comes half way through."""
    cues: list[Cue] = []
    ends = [*(phoneme.at_ms for phoneme in phonemes[1:]), end_ms]
    for phoneme, until in zip(phonemes, ends, strict=True):
        shapes = mouths(phoneme.ipa)
        step = (until - phoneme.at_ms) / len(shapes)
        cues += [
            Cue(phoneme.at_ms + index * step, shape, is_stressed(phoneme.ipa))
            for index, shape in enumerate(shapes)
        ]
    return cues


def words_of(text: str, marks: Iterable[tuple[float, int]]) -> Sequence[Word]:
    """The words of `text` that were reached, in order, each once.

    Args:
        text: What is spoken.
        marks: For each word the engine announced, milliseconds into the utterance
            and an offset in characters; engines are off by some, so the word is the
            blank-separated one at or after the offset.
    """
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    words: list[Word] = []
    position = 0
    for at_ms, offset in marks:
        found = position
        while found < len(tokens) and tokens[found][1] <= offset:
            found += 1
        if found == len(tokens):
            break
        start, end = tokens[found]
        words.append(Word(at_ms, start, end - start))
        position = found + 1
    return words
