"""What writes the replies."""

from __future__ import annotations

from dataclasses import dataclass

from settings.setting import ADDRESS, KEY, WAIT_S, between, setting

OPENAI_API = "https://api.openai.com/v1"


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """What writes the replies."""

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
