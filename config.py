"""Every setting of the app in one frozen value, read from the environment here only.

Standard library only: every package may import this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setting import (
    ADDRESS,
    AMOUNT,
    KEY,
    KEYS,
    PORT,
    SERVER,
    WAIT_S,
    among,
    between,
    parse,
    setting,
)

HEYGEN_API = "https://api.heygen.com"
OPENAI_API = "https://api.openai.com/v1"
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one app. Defaults are safe for a laptop, not for the internet."""

    host: str = setting("HOST", "127.0.0.1", "Address to serve on.")
    port: int = setting(
        "PORT", 3000, "Port to serve on; 0 chooses a free one.", must_be=PORT
    )
    sandbox_port: int = setting(
        "SANDBOX_PORT",
        3001,
        "Port of the sandbox, if started; 0 chooses.",
        must_be=PORT,
    )
    threads: int = setting(
        "THREADS",
        1000,
        "Most requests served at once; threads start on demand.",
        must_be=between(1, 100_000),
    )
    log_level: str = setting(
        "LOG_LEVEL",
        "INFO",
        "Python logging level.",
        must_be=among("DEBUG", "INFO", "WARNING", "ERROR"),
    )
    api_keys: tuple[str, ...] = setting(
        "API_KEYS",
        (),
        "Comma-separated keys; when set, every API route asks for one of them.",
        secret=True,
        must_be=KEYS,
    )
    cors_origins: tuple[str, ...] = setting(
        "CORS_ORIGINS", ("*",), "Comma-separated origins that may call the API."
    )
    database_url: str = setting(
        "DATABASE_URL",
        f"sqlite:///{HERE / 'instance' / 'ledger.db'}",
        "The ledger: sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/NAME.",
        secret=True,
    )
    redis_url: str = setting(
        "REDIS_URL", "", "Wakes event streams across processes.", secret=True
    )
    viewer_gone_s: float = setting(
        "VIEWER_GONE_S",
        45.0,
        "Seconds without a page's beat that end its session.",
        must_be=WAIT_S,
    )
    idle_s: float = setting(
        "IDLE_S",
        120.0,
        "Seconds of silence that end a session without a page.",
        must_be=WAIT_S,
    )
    drain_s: float = setting(
        "DRAIN_S", 10.0, "Seconds that the end of the server may take.", must_be=WAIT_S
    )
    max_sessions: int = setting(
        "MAX_SESSIONS", 0, "Most sessions at once; 0 is no limit.", must_be=AMOUNT
    )
    max_sessions_per_persona: int = setting(
        "MAX_SESSIONS_PER_PERSONA", 0, "For one persona; 0 is no limit.", must_be=AMOUNT
    )
    max_session_s: float = setting(
        "MAX_SESSION_S", 0.0, "Longest session in seconds; 0: no limit.", must_be=AMOUNT
    )
    session_credits: float = setting(
        "SESSION_CREDITS",
        0.0,
        "Most credits for one session; 0 is no limit.",
        must_be=AMOUNT,
    )
    day_credits: float = setting(
        "DAY_CREDITS", 0.0, "Most credits in a UTC day; 0 is no limit.", must_be=AMOUNT
    )
    month_credits: float = setting(
        "MONTH_CREDITS",
        0.0,
        "Most credits in a UTC month; 0 is no limit.",
        must_be=AMOUNT,
    )
    credit_price: float = setting(
        "CREDIT_PRICE",
        0.0,
        "Price of a credit, to show money; 0 shows none.",
        must_be=AMOUNT,
    )
    currency: str = setting("CURRENCY", "USD", "What CREDIT_PRICE is in.")
    persona_file: Path = setting(  # noqa: RUF009 - a Path cannot change
        "PERSONA_FILE", HERE / "persona.json", "The persona store."
    )
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
    token_s: float = setting(
        "TOKEN_S", 900.0, "Seconds a session token waits for its use.", must_be=WAIT_S
    )
    tokens_per_minute: int = setting(
        "TOKENS_PER_MINUTE", 30, "Most for one address; 0 is no limit.", must_be=AMOUNT
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
    openai_api_key: str = setting(
        "OPENAI_API_KEY",
        "",
        "Model server key; without it the sandbox answers.",
        secret=True,
        must_be=KEY,
    )
    openai_base_url: str = setting(
        "OPENAI_BASE_URL",
        OPENAI_API,
        "Any OpenAI-compatible model server.",
        must_be=ADDRESS,
    )
    openai_model: str = setting("OPENAI_MODEL", "gpt-4o-mini", "Model to ask.")
    openai_timeout_s: float = setting(
        "OPENAI_TIMEOUT_S",
        20.0,
        "Seconds to wait for a whole reply, or for the next words of a streamed one.",
        must_be=WAIT_S,
    )
    openai_fallback_model: str = setting(
        "OPENAI_FALLBACK_MODEL",
        "",
        "Model to ask when the first fails before its first sentence; blank for none.",
    )
    openai_fallback_base_url: str = setting(
        "OPENAI_FALLBACK_BASE_URL",
        "",
        "Where it is; blank is OPENAI_BASE_URL.",
        must_be=ADDRESS,
    )
    openai_fallback_api_key: str = setting(
        "OPENAI_FALLBACK_API_KEY",
        "",
        "Its key; blank is OPENAI_API_KEY, at the same address only.",
        secret=True,
        must_be=KEY,
    )
    openai_fallback_after_s: float = setting(
        "OPENAI_FALLBACK_AFTER_S",
        5.0,
        "Seconds the first model may take for its first word, where there is another.",
        must_be=WAIT_S,
    )
    moderation_model: str = setting(
        "OPENAI_MODERATION_MODEL",
        "",
        "Model of the model server that checks what is heard and said; blank for none.",
    )
    memory_tokens: int = setting(
        "MEMORY_TOKENS",
        2000,
        "How much of a conversation the model is handed, roughly.",
        must_be=between(0, 1_000_000),
    )
    first_clause: int = setting(
        "FIRST_CLAUSE",
        0,
        "Characters after which a long first sentence is begun early; 0 for never.",
        must_be=between(0, 1000),
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read the settings out of `environ`.

        Raises:
            NotConfigured: A variable cannot be read as what it sets.
        """
        values: dict[str, Any] = {}
        for name, spec in cls.__dataclass_fields__.items():
            raw = environ.get(spec.metadata["env"], "").strip()
            if raw:
                values[name] = parse(raw, type(spec.default), spec.metadata)
        return cls(**values)
