"""Stage directions (*smiles*, [laughs softly]) told apart from stressed words."""

from __future__ import annotations

import re

_SOUNDS = """
smile laugh chuckle giggle grin wink sigh shrug nod wave cough gasp blush pause
whisper beam snicker sob yawn gulp
"""
_MOVES = """
lean look glance clear bow clap cry frown gesture hum hug pat point raise roll scratch
shake stroke tap think tilt turn wipe adjust twinkle rub sip stretch sniff squint stare
step swallow take tremble bounce blink breathe cackle cheer close crack cross exhale
inhale fold gaze hold jump kneel lower mumble mutter open pretend puff pull push reach
rest sing sit snap snort stand stroll tip walk wiggle wring ponder reflect
"""
_FOREIGN = """
lächelt lacht grinst seufzt nickt zwinkert kichert sonríe ríe suspira asiente sourit
rit soupire
"""
_CAPTIONS = """
pause applause laughter music silence beat inaudible
"""
_WORDS_AFTER_ALL = """
yes this always perhaps thanks as is was has does its his hers us less nothing something
anything everything during being going having things across news lots besides
"""
SOUNDS = frozenset(_SOUNDS.split())
MOVES = frozenset(_MOVES.split()) | SOUNDS
FOREIGN = frozenset(_FOREIGN.split())
CAPTIONS = frozenset(_CAPTIONS.split())
WORDS_AFTER_ALL = frozenset(_WORDS_AFTER_ALL.split())

STARRED = re.compile(
    r"(?<![*\w])\*{1,2}([^*\n]{2,120})\*{1,2}(?![*\w])"
    r"|(?<![_\w])_([^_\n]{2,120})_(?![_\w])"
)
ROUND = re.compile(r"\(([^()\n]{2,60})\)")
_SQUARE = re.compile(r"\[([^\[\]\n]{2,60})\]")
_LEAD = re.compile(r"\A(?:[a-z]+ly|he|she|they|i|then) ")
_WHOLE_WORD = re.compile(r"\S\s")
_MORE = " \u2026"
_ENDING = re.compile(r"(?:es|s|ing)\Z")
_BETWEEN_CLAUSES = re.compile(r"(?:\A|[^\w\s])\s*\Z")
_BETWEEN_SENTENCES = re.compile(r"(?:\A|[.!?…。\"”])\s*\Z")


def without_directions(line: str) -> str:
    """Drop what an actor does instead of says.

    Between asterisks: an action by its verb ("smiles warmly"), or a small-lettered
    phrase between sentences that looks like one. Between brackets: an action or a
    caption. "I *really* mean it (seriously)" stays as it is.
    """
    line = STARRED.sub(lambda found: "" if _acted(line, found) else found[0], line)
    line = ROUND.sub(lambda found: "" if _is_act(found[1], SOUNDS) else found[0], line)
    return _SQUARE.sub(
        lambda found: (
            "" if _is_act(found[1], MOVES) or found[1].lower() in CAPTIONS else found[0]
        ),
        line,
    )


def may_be_direction(line: str, start: int, inside: int) -> bool:
    """Whether what an asterisk at `start` of `line` begins may turn out to be acted.

    Args:
        line: As far as it is written.
        start: Where the mark stands.
        inside: Where its words begin.
    """
    beginning = line[inside:]
    return _may_be_act(beginning, MOVES) or (
        _follows(_BETWEEN_SENTENCES, line, start) and _looks_acted(beginning + _MORE)
    )


def may_be_sound(line: str, _start: int, inside: int) -> bool:
    """The same of what a bracket begins."""
    return _may_be_act(line[inside:], SOUNDS)


def _may_be_act(beginning: str, verbs: frozenset[str]) -> bool:
    """The first word tells, once it is whole."""
    first = _LEAD.sub("", beginning.lower().lstrip())
    return not _WHOLE_WORD.search(first) or _is_act(beginning + _MORE, verbs)


def _acted(line: str, found: re.Match[str]) -> bool:
    """Whether what stands between asterisks is acted; its neighbours help to tell."""
    phrase = found[1] or found[2]
    is_last = not line[found.end() :].strip()
    if is_last or _follows(_BETWEEN_CLAUSES, line, found.start()):
        if _is_act(phrase, MOVES):
            return True
    elif _is_act(phrase, SOUNDS):
        return True
    return _follows(_BETWEEN_SENTENCES, line, found.start()) and _looks_acted(phrase)


def _follows(place: re.Pattern[str], line: str, start: int) -> bool:
    return place.search(line[max(0, start - 4) : start]) is not None


def _is_act(phrase: str, verbs: frozenset[str]) -> bool:
    """Whether the phrase opens with one of `verbs`, in its -s or -ing form."""
    first = _first_word(phrase.lower())
    stem = _ENDING.sub("", first)
    if first in FOREIGN or phrase.lower() in SOUNDS & verbs:
        return True
    if stem == first or phrase.endswith("?"):
        return False
    undoubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    bases = {stem, f"{stem}e", undoubled, first[:-1] if first[-1] == "s" else stem}
    return not bases.isdisjoint(verbs)


def _looks_acted(phrase: str) -> bool:
    first = _first_word(phrase)
    return (
        first.islower()
        and first not in WORDS_AFTER_ALL
        and bool(_ENDING.search(first))
        and phrase[-1] not in "?!"
    )


def _first_word(phrase: str) -> str:
    words = _LEAD.sub("", phrase.strip(), count=1).split()
    return words[0].rstrip(",;.!…") if words else ""
