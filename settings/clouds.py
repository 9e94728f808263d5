"""Which avatar cloud lends the face, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from settings.setting import (
    ADDRESS,
    KEY,
    SERVER,
    UUID,
    WAIT_S,
    among,
    setting,
)

HEYGEN_API = "https://api.heygen.com"
LIVEAVATAR_API = "https://api.liveavatar.com"


@dataclass(frozen=True, kw_only=True)
class CloudSettings:
    """Which avatar cloud lends the face, and how it is reached."""

    avatar_cloud: str = setting(
        "AVATAR_CLOUD",
        "heygen",
        "Which cloud lends the face: heygen or liveavatar.",
        must_be=among("heygen", "liveavatar"),
    )
    heygen_api_key: str = setting(
        "HEYGEN_API_KEY",
        "",
        "HeyGen key; without it the sandbox speaks.",
        secret=True,
        must_be=KEY,
    )
    heygen_base_url: str = setting(
        "HEYGEN_BASE_URL", HEYGEN_API, "Where HeyGen's API is.", must_be=ADDRESS
    )
    liveavatar_api_key: str = setting(
        "LIVEAVATAR_API_KEY",
        "",
        "LiveAvatar key; without it the sandbox speaks.",
        secret=True,
        must_be=KEY,
    )
    liveavatar_base_url: str = setting(
        "LIVEAVATAR_BASE_URL",
        LIVEAVATAR_API,
        "Where LiveAvatar's API is.",
        must_be=ADDRESS,
    )
    liveavatar_avatar: str = setting(
        "LIVEAVATAR_AVATAR_ID",
        "",
        "Avatar id when neither caller nor persona names one.",
        must_be=UUID,
    )
    liveavatar_voice: str = setting(
        "LIVEAVATAR_VOICE_ID",
        "",
        "Voice id when neither caller nor persona names one.",
        must_be=UUID,
    )
    liveavatar_context: str = setting(
        "LIVEAVATAR_CONTEXT_ID",
        "",
        "Context id of proxied sessions whose customer has none.",
        must_be=UUID,
    )
    liveavatar_is_free: bool = setting(
        "LIVEAVATAR_SANDBOX",
        False,
        "LiveAvatar's own free sessions, of a minute with one avatar.",
    )
    viewer_back_s: float = setting(
        "VIEWER_BACK_S",
        10.0,
        "Seconds a viewer may be out of the room before the session ends.",
        must_be=WAIT_S,
    )
    livekit_url: str = setting(
        "LIVEKIT_URL", "", "A LiveKit server for the sandbox's rooms.", must_be=SERVER
    )
    livekit_api_key: str = setting(
        "LIVEKIT_API_KEY", "", "That server's API key.", secret=True, must_be=KEY
    )
    livekit_api_secret: str = setting(
        "LIVEKIT_API_SECRET", "", "Its API secret.", secret=True, must_be=KEY
    )
    heygen_avatar: str = setting(
        "HEYGEN_AVATAR", "", "Avatar id when neither caller nor persona names one."
    )
    heygen_voice: str = setting(
        "HEYGEN_VOICE", "", "Voice id when neither caller nor persona names one."
    )
    talk_with: str = setting(
        "TALK_WITH",
        "persona",
        "Who answers: persona, or cloud for the cloud's own model where it can.",
        must_be=among("persona", "cloud"),
    )
    cloud_connect_timeout_s: float = setting(
        "CLOUD_CONNECT_TIMEOUT_S",
        3.05,
        "Seconds to wait for a cloud's connection.",
        must_be=WAIT_S,
    )
    cloud_read_timeout_s: float = setting(
        "CLOUD_READ_TIMEOUT_S",
        30.0,
        "Seconds to wait for a cloud's answer.",
        must_be=WAIT_S,
    )
