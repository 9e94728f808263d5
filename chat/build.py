"""The chat service put together from the owner's settings."""

from __future__ import annotations

from chat.client import ModelClient
from chat.failures import SettingNames
from chat.moderation import ModerationClient
from chat.service import ChatService
from config import Config

NO_KEY = "none"
"""For a fallback at another address: the first model's key is none of its business."""

FALLBACK = SettingNames(
    key="OPENAI_FALLBACK_API_KEY",
    url="OPENAI_FALLBACK_BASE_URL",
    model="OPENAI_FALLBACK_MODEL",
)


def build_chat(config: Config) -> ChatService:
    """Put it together."""
    return ChatService(
        model=ModelClient(
            base_url=config.openai_base_url,
            api_key=config.openai_api_key,
            model=config.openai_model,
            timeout_s=config.openai_timeout_s,
        ),
        fallback=_fallback(config),
        moderation=_moderation(config),
        first_clause=config.first_clause,
        fallback_after_s=config.openai_fallback_after_s,
        memory_tokens=config.memory_tokens,
    )


def _fallback(config: Config) -> ModelClient | None:
    if not config.openai_fallback_model:
        return None
    base_url = config.openai_fallback_base_url or config.openai_base_url
    is_same = base_url == config.openai_base_url
    return ModelClient(
        base_url=base_url,
        api_key=config.openai_fallback_api_key
        or (config.openai_api_key if is_same else NO_KEY),
        model=config.openai_fallback_model,
        timeout_s=config.openai_timeout_s,
        names=FALLBACK,
    )


def _moderation(config: Config) -> ModerationClient | None:
    if not config.moderation_model:
        return None
    return ModerationClient(
        base_url=config.openai_base_url,
        api_key=config.openai_api_key,
        model=config.moderation_model,
        timeout_s=config.openai_timeout_s,
    )
