"""LiveAvatar's avatars and voices: the drawn ones under ids as LiveAvatar writes them.

Wayne, his voice and his context are those that the vendor's own demo uses; so is the
id of June, whose name is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sandbox.media.catalog import VOICES, AvatarLook, VoiceSpec, find_avatar

WAYNE_VOICE = "c2527536-6d1f-4412-a643-53a3497dada9"


@dataclass(frozen=True)
class PublicAvatar:
    """An avatar that everybody may use.

    Attributes:
        id: A UUID.
        name: For people.
        look: How it is drawn.
        in_sandbox_mode: Whether sessions with `is_sandbox` may have it.
    """

    id: str
    name: str
    look: AvatarLook
    in_sandbox_mode: bool = False


@dataclass(frozen=True)
class PublicVoice:
    """A voice that everybody may use, under its UUID."""

    id: str
    name: str
    spec: VoiceSpec


def _look(look_id: str) -> AvatarLook:
    found = find_avatar(look_id)
    assert found is not None
    return found


_MAYA, _SANTA, _OLIVER, _AMARA = (
    _look(f"{name}_public")
    for name in ("Maya_Studio", "Santa_Fireside", "Oliver_Support", "Amara_GreenScreen")
)

AVATARS: Sequence[PublicAvatar] = (
    PublicAvatar("57de4e90-27c0-599c-8882-2d8ecf186817", _MAYA.name, _MAYA),
    PublicAvatar("70d302c6-1567-50ca-83bf-b1b2f3de047e", _SANTA.name, _SANTA),
    PublicAvatar("05d3a607-dd73-5fca-a14c-fff2e79ce9b1", _OLIVER.name, _OLIVER),
    PublicAvatar("6d2e15c3-a087-5624-9425-e8bac9602429", _AMARA.name, _AMARA),
    PublicAvatar("dd73ea75-1218-4ef3-92ce-606d5f7fbc0a", "Wayne", _OLIVER, True),
    PublicAvatar("65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0", "June", _MAYA, True),
)
"""Every avatar; the first one is the stand-in for Petya's default."""


def _uuid(voice: VoiceSpec) -> str:
    return str(UUID(voice.voice_id))


PUBLIC_VOICES: Sequence[PublicVoice] = (
    *(PublicVoice(_uuid(voice), voice.name, voice) for voice in VOICES),
    PublicVoice(
        WAYNE_VOICE, "Wayne", next(one for one in VOICES if one.name == "Jack")
    ),
)
"""Every voice."""


def avatar_of(avatar_id: str) -> PublicAvatar | None:
    """The avatar of that id."""
    return next((one for one in AVATARS if one.id == avatar_id), None)


def voice_of(voice_id: str) -> PublicVoice | None:
    """The voice of that id."""
    return next((one for one in PUBLIC_VOICES if one.id == voice_id), None)


def own_voice(avatar: PublicAvatar) -> PublicVoice:
    """The voice an avatar has unless told otherwise."""
    return next(
        one
        for one in PUBLIC_VOICES
        if one.spec.voice_id == avatar.look.default_voice_id
    )
