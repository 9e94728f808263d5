"""Which avatar cloud lends the face, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from settings.setting import ADDRESS, KEY, SERVER, WAIT_S, among, setting

HEYGEN_API = "https://api.heygen.com"


@dataclass(frozen=True, kw_only=True)
class CloudSettings:
    """Which avatar cloud lends the face, and how it is reached."""

    avatar_cloud: str = setting(
        "AVATAR_CLOUD",
        "heygen",
        "Which cloud lends the face: heygen.",
        must_be=among("heygen"),
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
    livekit_url: str = setting(
        "LIVEKIT_URL", "", "A LiveKit server for the sandbox's rooms.", must_be=SERVER
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
        "Who answers HeyGen's talk tasks: persona, or cloud for the cloud's own model.",
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
