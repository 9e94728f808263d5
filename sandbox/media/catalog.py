"""The avatars and voices that the sandbox's clouds offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AvatarLook:
    """One avatar of the catalogue.

    Attributes:
        id: As the clouds' lists give it.
        name: For people.
        background: `studio`, `office`, `fireside` or `green` (flat 0, 177, 64).
        default_voice_id: The voice it speaks with unless told otherwise.
    """

    id: str
    name: str
    background: str
    default_voice_id: str


@dataclass(frozen=True)
class VoiceSpec:
    """One voice of the catalogue.

    Attributes:
        voice_id: 32 hex digits.
        name: For people.
        language: The language's English name.
        tag: The language's BCP 47 tag.
        gender: `female` or `male`.
        variant: Timbre, by espeak's name for it.
        wpm: Words per minute at rate 1.
        pitch: 0 to 100; 50 is espeak's own.
    """

    voice_id: str
    name: str
    language: str
    tag: str
    gender: str
    variant: str
    wpm: int
    pitch: int


_VOICES = """
9d8964242ed19d19fa1efb5cad228a5c  Maya    English  en-US  female  f3     168  58
13cd55308462ee7f5ec126cff7d01963  Santa   English  en-US  male    m3     132  18
3b33ed61040c8acbd4a27764db385b19  Oliver  English  en-GB  male    m7     162  42
af4ab1566de3507d475190cfe27d0ccf  Amara   English  en-GB  female  f2     158  44
081f8957b5f748832f18b27f3b677b16  Emma    English  en-US  female  Annie  160  50
8d4826a59a61c168aaf582d4ab3a380d  Jack    English  en-US  male    m1     165  40
6c46816ce2a88120ee3b99f81108f76f  Hannah  German   de-DE  female  f3     155  55
334b257c2d32edb88a19348902fb81f9  Lukas   German   de-DE  male    m3     155  40
ed8ef3b069319d56ced0456124ae65d9  Claire  French   fr-FR  female  f2     165  55
acd3a39f97f182b005417efddb674600  Lucia   Spanish  es-ES  female  f4     170  54
2446cc5271eaaa8fe1dedbca85f9e4ba  Marco   Italian  it-IT  male    m2     168  42
279df51a3f53e7e8b0ff6c2f3d18bf23  Kasia   Polish   pl-PL  female  f3     160  54
2f9c52752119b5984205270575b800db  Priya   Hindi    hi-IN  female  f2     150  54
"""


def _voice(row: str) -> VoiceSpec:
    voice_id, name, language, tag, gender, variant, wpm, pitch = row.split()
    return VoiceSpec(
        voice_id, name, language, tag, gender, variant, int(wpm), int(pitch)
    )


VOICES: Sequence[VoiceSpec] = tuple(_voice(row) for row in _VOICES.strip().splitlines())
"""Every voice; the first one is the default."""

_VOICE_IDS = {voice.name: voice.voice_id for voice in VOICES}

AVATARS: Sequence[AvatarLook] = (
    AvatarLook(
        id="Maya_Studio_public",
        name="Maya in the studio",
        background="studio",
        default_voice_id=_VOICE_IDS["Maya"],
    ),
    AvatarLook(
        id="Santa_Fireside_public",
        name="Santa by the fireside",
        background="fireside",
        default_voice_id=_VOICE_IDS["Santa"],
    ),
    AvatarLook(
        id="Oliver_Support_public",
        name="Oliver from support",
        background="office",
        default_voice_id=_VOICE_IDS["Oliver"],
    ),
    AvatarLook(
        id="Amara_GreenScreen_public",
        name="Amara on green screen",
        background="green",
        default_voice_id=_VOICE_IDS["Amara"],
    ),
)
"""Every avatar; the first one is the default."""


def find_avatar(avatar_id: str) -> AvatarLook | None:
    """The avatar of that id; the first one for `default` and for nothing at all."""
    if avatar_id in ("", "default"):
        return AVATARS[0]
    return next((look for look in AVATARS if look.id == avatar_id), None)


def find_voice(voice_id: str) -> VoiceSpec | None:
    """The voice of that id."""
    return next((voice for voice in VOICES if voice.voice_id == voice_id), None)
