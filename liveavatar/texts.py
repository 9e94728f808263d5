"""What clients report of a conversation, made fit to be kept.

Source: the proxy's own rules. Its client appends every `avatar.transcription` twice, so
that "Hello there." arrives as "Hello there.Hello there.".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from sessions.model import Role

DOUBLED_FROM = 10
"""Characters from which a text is looked at for doubling."""
SHORTEST = 2
WITHIN_S = 60.0
"""How far apart two witnesses may date the same words, in seconds."""
# Scripts without spaces are taken letter by letter.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORDS = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that was said, at a time in Unix seconds."""

    role: Role
    text: str
    at: float


def collapsed(text: str) -> str:
    """The text without its own repetition.

    Genuine repetition cannot be told apart: "no no no no no no" is halved, as it
    always was.
    """
    text = text.strip()
    if len(text) < DOUBLED_FROM:
        return text
    half = len(text) // 2
    first, second = text[:half].strip(), text[half:].strip()
    return first if first == second or text.endswith(first) else text


def undoubled(text: str) -> str:
    """The text without an exact doubling, however short: to compare, not to keep.

    What is shorter than DOUBLED_FROM is kept doubled, and other witnesses tell it once.
    """
    half = len(text) // 2
    return text[:half] if text[:half] * 2 == text else text


def worth_keeping(role: Role, text: str) -> bool:
    """Whether a collapsed text is more than noise."""
    return len(text) >= SHORTEST and not (role is Role.PERSONA and text == "?")


def repeats(text: str, last: str) -> bool:
    """Whether a collapsed text says nothing that the last one of its role did not."""
    last = collapsed(last)
    return text == last or (len(last) > len(text) and last.startswith(text))


def merged(ours: Sequence[Said], theirs: Sequence[Said]) -> list[Said]:
    """One account out of two: nothing lost, nothing twice, in the order of time.

    Args:
        ours: What was reported to us, or what we heard.
        theirs: The cloud's own account, which may come in other pieces.

    Returns:
        Ours, with what only they have, and with their words where they have more.
    """
    kept = [_Kept(said) for said in ours]
    in_order = [*enumerate(sorted(theirs, key=lambda said: said.at))]
    # First what both tell alike: a short answer may also be a piece of a longer one.
    others = [told for told in in_order if not any(one.is_(*told) for one in kept)]
    missing: list[tuple[int, Said]] = []
    for rank, their in others:
        near = [one for one in kept if one.is_near(their)]
        if any(one.covers(rank, their) for one in near):
            continue
        parts = _parts_of(their, near)
        if parts:
            parts[0].grow(rank, their.text)
            kept = [one for one in kept if one not in parts[1:]]
        else:
            missing.append((rank, their))
    return _in_order([(one.rank, one.said) for one in kept], missing)


def _in_order(
    ours: Sequence[tuple[int | None, Said]], missing: Sequence[tuple[int, Said]]
) -> list[Said]:
    """Ours by time, with what only they have where they heard it.

    What both heard tells where that was. Times alone do not: ours are whole seconds
    by then, in which a question and its answer fit, and each clock is its own.
    """
    whole: list[tuple[int | None, Said]] = sorted(ours, key=lambda one: one[1].at)
    for rank, their in missing:
        ranks = [(place, of) for place, (of, _) in enumerate(whole) if of is not None]
        after = max((place + 1 for place, of in ranks if of < rank), default=0)
        before = min((place for place, of in ranks if of > rank), default=len(whole))
        by_time = sum(said.at <= their.at for _, said in whole)
        place = min(max(by_time, after), before)
        whole.insert(place, (rank, _between(whole, place, their)))
    return [said for _, said in whole]


def _between(whole: Sequence[tuple[int | None, Said]], place: int, their: Said) -> Said:
    """The same, not dated before what comes before it, nor after what comes after."""
    earliest = whole[place - 1][1].at if place else -inf
    latest = whole[place][1].at if place < len(whole) else inf
    return replace(their, at=min(max(their.at, earliest), latest))


class _Kept:
    """An entry of ours, and how much of it they have told so far."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.rank: int | None = None
        """Where it stands in their account, as far as they tell it at all."""
        self._words = _words(said.text)
        self._told = 0

    def is_near(self, their: Said) -> bool:
        apart_s = abs(self.said.at - their.at)
        return self.said.role is their.role and apart_s <= WITHIN_S

    def is_(self, rank: int, their: Said) -> bool:
        """Whether both tell this; each entry of ours answers for one of theirs."""
        same = self.is_near(their) and _words(their.text) == self._words
        if not same or self._told:
            return False
        self._told, self.rank = len(self._words), rank
        return True

    def covers(self, rank: int, their: Said) -> bool:
        """Whether their words are here, after those that they told before."""
        words = _words(their.text)
        at = _find(words, self._words, self._told)
        if at is None:
            return False
        self._told = at + len(words)
        self.rank = rank if self.rank is None else self.rank
        return True

    def place_in(self, words: Sequence[str], start: int) -> int | None:
        """Where these words, none of them told yet, end among those from `start` on."""
        at = None if self._told else _find(self._words, words, start)
        return None if at is None else at + len(self._words)

    def grow(self, rank: int, text: str) -> None:
        self.rank = rank
        self.said = replace(self.said, text=text)
        self._words = _words(text)
        self._told = len(self._words)


def _parts_of(their: Said, near: Sequence[_Kept]) -> list[_Kept]:
    """The entries of ours that one of theirs is made of, in order."""
    words, start = _words(their.text), 0
    parts: list[_Kept] = []
    for one in near:
        end = one.place_in(words, start)
        if end is not None:
            parts.append(one)
            start = end
    return parts


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold()) or [text.strip()]


def _find(part: Sequence[str], whole: Sequence[str], start: int) -> int | None:
    last = len(whole) - len(part)
    places = range(start, last + 1)
    return next((at for at in places if whole[at : at + len(part)] == part), None)
