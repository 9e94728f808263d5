"""Which clouds are real and which the sandbox stands in for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config import HEYGEN_API, OPENAI_API, Config

PLACEHOLDER_KEY = "no-key-needed"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is decided for one cloud, for the lines at the start.

    Attributes:
        role: What the cloud is for, in words.
        key_name: The setting that makes it real.
        real: Whether it is what the settings name.
        where: Its base URL.
    """

    role: str
    key_name: str
    real: bool
    where: str


def heygen_is_real(config: Config) -> bool:
    """Whether there is a key for HeyGen, or an address of the owner's choosing."""
    return bool(config.heygen_api_key) or config.heygen_base_url != HEYGEN_API


def model_is_real(config: Config) -> bool:
    """Whether there is a key, or a model server of one's own that may need none."""
    return bool(config.openai_api_key) or config.openai_base_url != OPENAI_API


def needs_sandbox(config: Config) -> bool:
    """Whether any cloud is left for the sandbox to play."""
    return not (heygen_is_real(config) and model_is_real(config))


def with_sandbox(config: Config, base_url: str) -> Config:
    """The same settings, with every cloud that is not real moved to the sandbox.

    From here on it is a cloud like any other: a base URL and a key.
    """
    if not heygen_is_real(config):
        config = replace(config, heygen_base_url=f"{base_url}/heygen")
    if not model_is_real(config):
        config = replace(config, openai_base_url=f"{base_url}/openai/v1")
    return config


def with_placeholder_keys(config: Config) -> Config:
    """The same settings with some key for every cloud that may need none."""
    return replace(
        config,
        heygen_api_key=config.heygen_api_key or PLACEHOLDER_KEY,
        openai_api_key=config.openai_api_key or PLACEHOLDER_KEY,
    )


def choices(given: Config, running: Config) -> tuple[Choice, ...]:
    """What became of each cloud, from the settings given and those that run."""
    return (
        Choice(
            role="avatar cloud (HeyGen)",
            key_name="HEYGEN_API_KEY",
            real=heygen_is_real(given),
            where=running.heygen_base_url,
        ),
        Choice(
            role=f"model server ({running.openai_model})",
            key_name="OPENAI_API_KEY",
            real=model_is_real(given),
            where=running.openai_base_url,
        ),
    )
