"""Which clouds are real and which the sandbox stands in for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config import Config

PLACEHOLDER_KEY = "no-key-needed"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is decided for one cloud, for the lines at the start.

    Attributes:
        role: What the cloud is for, in words.
        key_name: The setting that makes it real.
        real: Whether that setting is there.
        where: Its base URL.
    """

    role: str
    key_name: str
    real: bool
    where: str


def needs_sandbox(config: Config) -> bool:
    """Whether any cloud has no key."""
    return not (config.heygen_api_key and config.openai_api_key)


def with_sandbox(config: Config, base_url: str) -> Config:
    """The same settings, with every cloud that has no key moved to the sandbox.

    From here on it is a cloud like any other: a base URL and a key.
    """
    moved: dict[str, str] = {}
    if not config.heygen_api_key:
        moved["heygen_base_url"] = f"{base_url}/heygen"
        moved["heygen_api_key"] = PLACEHOLDER_KEY
    if not config.openai_api_key:
        moved["openai_base_url"] = f"{base_url}/openai/v1"
        moved["openai_api_key"] = PLACEHOLDER_KEY
    return replace(config, **moved)  # type: ignore[arg-type]  # all are text fields


def choices(given: Config, running: Config) -> tuple[Choice, ...]:
    """What became of each cloud, from the settings given and those that run."""
    return (
        Choice(
            role="avatar cloud (HeyGen)",
            key_name="HEYGEN_API_KEY",
            real=bool(given.heygen_api_key),
            where=running.heygen_base_url,
        ),
        Choice(
            role=f"model server ({running.openai_model})",
            key_name="OPENAI_API_KEY",
            real=bool(given.openai_api_key),
            where=running.openai_base_url,
        ),
    )
