"""Reading `streaming.new`: defaults filled in, avatar and voice found."""

from __future__ import annotations

from sandbox.heygen.errors import AvatarNotFound, InvalidParameter
from sandbox.heygen.schemas import Body, Order
from sandbox.media.catalog import VOICES, AvatarLook, VoiceSpec, find_avatar, find_voice

IDLE_RANGE_S = (30, 3600)


def read_order(body: Body) -> Order:
    """What a new session shall be like.

    Raises:
        AvatarNotFound: No avatar has that id.
        InvalidParameter: Another member cannot be used.
    """
    avatar = _avatar(body)
    voice = body.object("voice")
    rate = voice.number("rate", 1.0)
    return Order(
        avatar=avatar,
        voice=_voice(voice, avatar),
        rate=1.0 if rate is None else rate,
        emotion=voice.text("emotion"),
        quality=body.choice("quality", ("low", "medium", "high"), "low"),
        codec=body.choice("video_encoding", ("VP8", "H264"), "VP8"),
        knowledge_base=body.text("knowledge_base") or _default_persona(avatar),
        idle_timeout_s=_idle_timeout(body),
        in_room=body.choice("version", ("v1", "v2"), "v1") == "v2",
        room_microphone=body.flag("ia_is_livekit_transport"),
        silence_prompts=body.flag("silence_response"),
    )


def _default_persona(avatar: AvatarLook) -> str:
    return f"Name: {avatar.name.split()[0]}\nTitle: interactive avatar"


def _avatar(body: Body) -> AvatarLook:
    found = find_avatar(body.text("avatar_id") or body.text("avatar_name"))
    if found is None:
        raise AvatarNotFound
    return found


def _voice(voice: Body, avatar: AvatarLook) -> VoiceSpec:
    wanted = voice.text("voice_id")
    found = find_voice(wanted or avatar.default_voice_id)
    if found is None and wanted:
        raise InvalidParameter("voice_id: voice not found")
    return found or VOICES[0]


def _idle_timeout(body: Body) -> float | None:
    if body.flag("disable_idle_timeout"):
        return 0.0
    seconds = body.number("activity_idle_timeout")
    low, high = IDLE_RANGE_S
    if seconds is not None and not low <= seconds <= high:
        raise InvalidParameter(
            f"activity_idle_timeout must be between {low} and {high}"
        )
    return seconds
