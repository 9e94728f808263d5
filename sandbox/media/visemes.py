"""From IPA symbols to mouth shapes."""
# ruff: noqa: RUF001 - IPA letters look like Latin ones; that is what they are.

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.media.utterance import REST, Mouth

MAIN_STRESS = "ˈ"
VOWELS: Mapping[str, Mouth] = {
    "i": Mouth(0.22, 0.85),
    "ɪ": Mouth(0.3, 0.55),
    "ɨ": Mouth(0.28, 0.4),
    "e": Mouth(0.42, 0.6),
    "ɛ": Mouth(0.52, 0.45),
    "æ": Mouth(0.68, 0.5),
    "a": Mouth(0.82, 0.25),
    "ɐ": Mouth(0.6, 0.1),
    "ɑ": Mouth(0.86, 0.0),
    "ɒ": Mouth(0.7, -0.35),
    "ɔ": Mouth(0.6, -0.55),
    "o": Mouth(0.5, -0.75),
    "ʊ": Mouth(0.32, -0.6),
    "u": Mouth(0.24, -0.95),
    "y": Mouth(0.24, -0.9),
    "ø": Mouth(0.4, -0.7),
    "œ": Mouth(0.5, -0.5),
    "ʌ": Mouth(0.55, 0.05),
    "ə": Mouth(0.35, 0.0),
    "ɜ": Mouth(0.42, -0.15),
    "ɚ": Mouth(0.35, -0.25),
}
_CLOSED = Mouth(closed=True)
_TEETH_ON_LIP = Mouth(0.12, 0.1, fv=True)
_TONGUE = Mouth(0.22, 0.15)
_HISS = Mouth(0.1, 0.4)
_HUSH = Mouth(0.2, -0.5)
_THROAT = Mouth(0.28, 0.0)
_CONSONANTS: Mapping[str, Mouth] = {
    **dict.fromkeys("pbm", _CLOSED),
    **dict.fromkeys("fvʋɱ", _TEETH_ON_LIP),
    **dict.fromkeys("tdnlɾθðɫʈɖɳɭ", _TONGUE),
    **dict.fromkeys("sz", _HISS),
    **dict.fromkeys("ʃʒɕʑʂʐ", _HUSH),
    **dict.fromkeys("kɡgŋxɣhɦχʁqçʔ", _THROAT),
    **dict.fromkeys("ɹɻrʀ", Mouth(0.25, -0.4)),
    **dict.fromkeys("wʍβ", Mouth(0.18, -1.0)),
    **dict.fromkeys("jɥɲʎc", Mouth(0.2, 0.55)),
}
_SYMBOLS: Mapping[str, Mouth] = {**_CONSONANTS, **VOWELS}
_UNKNOWN = Mouth(0.3, 0.0)
_MODIFIERS = frozenset("ːˑ̃ʲʰʷˠ̩̯̪͡.|‿\u200dˌ" + MAIN_STRESS)


def mouths(phoneme: str) -> Sequence[Mouth]:
    """The shapes one phoneme goes through: two for a diphthong, rest for a pause.

    Args:
        phoneme: IPA, stress and length marks allowed.
    """
    symbols = [symbol for symbol in phoneme if symbol not in _MODIFIERS]
    if not symbols:
        return (REST,)
    glides = [VOWELS[symbol] for symbol in symbols if symbol in VOWELS]
    if len(glides) > 1:
        return (glides[0], glides[-1])
    if glides:
        return (glides[0],)
    return (_SYMBOLS.get(symbols[-1], _UNKNOWN),)


def is_stressed(phoneme: str) -> bool:
    """Whether it carries the main stress, so that the head may nod on it."""
    return MAIN_STRESS in phoneme
