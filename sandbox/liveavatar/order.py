"""What `/v1/sessions/token` asks for: types are checked here, ids only at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.liveavatar.errors import LiveavatarError
from sandbox.liveavatar.fields import Fields

FULL, LITE = "FULL", "LITE"

QUALITIES = {"very_high": "high", "high": "high", "medium": "medium", "low": "low"}
"""Their qualities, and which of the drawn ones each becomes."""

_OWN_ROOM = ("livekit_url", "livekit_room", "livekit_client_token")
_AGORA = ("agora_app_id", "agora_token", "agora_channel", "agora_uid")
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "agora_config": _AGORA,
    "elevenlabs_agent_config": ("secret_id", "agent_id"),
    "openai_realtime_config": ("secret_id",),
    "gemini_realtime_config": ("secret_id",),
}
"""Where LITE sessions may live or who may speak in them, that we have not got."""

_STT = ("deepgram", "assembly_ai", "gladia", "elevenlabs")


@dataclass(frozen=True, kw_only=True)
class OwnRoom:
    """A LiveKit room of the caller's own."""

    url: str
    room: str
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a session shall be like, as the token holds it.

    Attributes:
        mode: `FULL` or `LITE`.
        quality: `low`, `medium` or `high`, as the faces know it.
        codec: `VP8` or `H264`.
        max_session_duration: Seconds; None for all that the account may have.
        voice_id: Empty for the avatar's own voice.
        context_id: Empty for none: the avatar then answers nobody.
        rate: How fast it speaks, 1 for the voice's own speed.
        variables: Put into the context's texts in the place of `{{name}}`.
        elsewhere: A name and an id that must exist at the start and never do here.
    """

    mode: str
    avatar_id: str
    is_sandbox: bool
    quality: str
    codec: str
    max_session_duration: int | None
    voice_id: str = ""
    context_id: str = ""
    language: str = "en"
    rate: float = 1.0
    push_to_talk: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[str, str] | None = None
    own_room: OwnRoom | None = None


def read_order(body: Fields) -> Order:
    """What the body asks for. `CUSTOM`, LITE's old name, is refused: a guess.

    Raises:
        Unprocessable: It breaks the contract.
        LiveavatarError: It names a memory: none can be made here.
    """
    mode = body.text("mode")
    if not mode:
        body.wrong("", "Unable to extract tag using discriminator 'mode'")
    elif mode not in (FULL, LITE):
        what = f"Input tag '{mode[:50]}' found using 'mode' does not match any of"
        body.wrong("", f"{what} the expected tags: '{FULL}', '{LITE}'")
    # A body whose kind is unknown is not looked into: that is how a union is read.
    body.check()
    video = body.object("video_settings")
    common: dict[str, Any] = {
        "mode": mode,
        "avatar_id": body.uuid("avatar_id", required=True),
        "is_sandbox": body.flag("is_sandbox"),
        "quality": QUALITIES.get(video.choice("quality", QUALITIES, "high"), "high"),
        "codec": video.choice("encoding", ("H264", "VP8"), "H264"),
        "max_session_duration": body.whole("max_session_duration"),
    }
    more = _full(body) if mode == FULL else _lite(body)
    body.check()
    if body.has("memory"):
        raise LiveavatarError(400, 4000, "Memory not found")
    return Order(**common, **more)


def _full(body: Fields) -> dict[str, Any]:
    if body.has("avatar_persona") == body.has("voice_agent"):
        body.wrong("", "Provide exactly one of avatar_persona or voice_agent")
    persona, agent = body.object("avatar_persona"), body.object("voice_agent")
    ways = ("CONVERSATIONAL", "PUSH_TO_TALK")
    elsewhere = None
    if body.has("voice_agent"):
        elsewhere = ("voice_agent", agent.uuid("id", required=True))
    model = body.uuid("llm_configuration_id")
    if model:
        elsewhere = ("llm_configuration_id", model)
    persona.object("stt_config").choice("provider", _STT, _STT[0])
    most = {"most": 50, "key": 64, "value": 1000}
    return {
        "voice_id": persona.uuid("voice_id"),
        "context_id": persona.uuid("context_id"),
        "language": persona.text("language") or agent.text("language") or "en",
        "rate": _rate(persona.object("voice_settings"), persona.has("voice_settings")),
        "push_to_talk": body.choice("interactivity_type", ways, ways[0]) == ways[1],
        "variables": {
            **body.texts("dynamic_variables", **most),
            **agent.texts("dynamic_variables", **most),
        },
        "elsewhere": elsewhere,
    }


def _rate(settings: Fields, given: bool) -> float:
    if not given:
        return 1.0
    provider = settings.text("provider")
    if provider not in ("elevenLabs", "fish"):
        settings.wrong("", "Unable to extract tag using discriminator 'provider'")
    if provider == "elevenLabs":
        for name in ("stability", "similarity_boost", "style"):
            settings.number(name, 0, 1, 0)
        models = ("eleven_flash_v2_5", "eleven_multilingual_v2")
        settings.choice("model", models, models[0])
    elif provider == "fish":
        settings.choice("model", ("s1", "s2"), "s2")
        settings.choice("latency_mode", ("normal", "balanced"), "balanced")
    return settings.number("speed", 0.8, 1.2, 1.0)


def _lite(body: Fields) -> dict[str, Any]:
    room = None
    if body.has("livekit_config"):
        config = body.object("livekit_config")
        url, name, token = (config.text(each, required=True) for each in _OWN_ROOM)
        room = OwnRoom(url=url, room=name, token=token)
    elsewhere = None
    for name, required in _ELSEWHERE.items():
        if body.has(name):
            config = body.object(name)
            held = [config.text(each, required=True) for each in required]
            elsewhere = (name, held[0])
    return {"own_room": room, "elsewhere": elsewhere}
