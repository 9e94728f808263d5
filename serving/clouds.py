"""Which clouds are real and which the sandbox stands in for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from config import HEYGEN_API, LIVEAVATAR_API, OPENAI_API, Config

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


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """A cloud that the sandbox can stand in for.

    Attributes:
        role: What it is for, in words.
        key: The setting of its key; for Petya, of where it is.
        address: The setting of its base URL.
        vendor: Its address where nobody set one.
        path: Where the sandbox has it.
        needs_key: Whether a client of it insists on some key.
    """

    role: Callable[[Config], str]
    key: str
    address: str
    vendor: str
    path: str
    needs_key: bool = True

    def is_real(self, config: Config) -> bool:
        """Whether there is a key for it, or an address of the owner's choosing."""
        return bool(getattr(config, self.key)) or (
            getattr(config, self.address) != self.vendor
        )


HEYGEN = Cloud(
    role=lambda _: "avatar cloud (HeyGen)",
    key="heygen_api_key",
    address="heygen_base_url",
    vendor=HEYGEN_API,
    path="/heygen",
)
LIVEAVATAR = Cloud(
    role=lambda _: "avatar cloud (LiveAvatar)",
    key="liveavatar_api_key",
    address="liveavatar_base_url",
    vendor=LIVEAVATAR_API,
    path="/liveavatar",
)
PETYA = Cloud(
    role=lambda _: "business back-end (Petya)",
    key="petya_base_url",
    address="petya_base_url",
    vendor="",
    path="/petya",
    needs_key=False,
)
MODEL = Cloud(
    role=lambda config: f"model server ({config.openai_model})",
    key="openai_api_key",
    address="openai_base_url",
    vendor=OPENAI_API,
    path="/openai/v1",
)


def clouds_of(config: Config) -> tuple[Cloud, ...]:
    """The clouds that these settings use.

    A business back-end is played only where LiveAvatar is, too, and where no file
    says who the customers are: who has a real cloud has no use for a made-up one.
    """
    if config.avatar_cloud.lower() == "heygen":
        return HEYGEN, MODEL
    has_customers = PETYA.is_real(config) or config.customers_file.name
    if LIVEAVATAR.is_real(config) or has_customers:
        return LIVEAVATAR, MODEL
    return LIVEAVATAR, PETYA, MODEL


def needs_sandbox(config: Config) -> bool:
    """Whether any cloud is left for the sandbox to play."""
    return not all(cloud.is_real(config) for cloud in clouds_of(config))


def with_sandbox(config: Config, base_url: str) -> Config:
    """The same settings, with every cloud that is not real moved to the sandbox.

    From here on it is a cloud like any other: a base URL and a key.
    """
    moved: dict[str, Any] = {
        cloud.address: f"{base_url}{cloud.path}"
        for cloud in clouds_of(config)
        if not cloud.is_real(config)
    }
    if PETYA.address in moved and not config.petya_auth_token:
        moved["petya_auth_token"] = PLACEHOLDER_KEY
    return replace(config, **moved)


def with_placeholder_keys(config: Config) -> Config:
    """The same settings with some key for every cloud that may need none."""
    missing: dict[str, Any] = {
        cloud.key: PLACEHOLDER_KEY
        for cloud in clouds_of(config)
        if cloud.needs_key and not getattr(config, cloud.key)
    }
    return replace(config, **missing)


def choices(given: Config, running: Config) -> tuple[Choice, ...]:
    """What became of each cloud, from the settings given and those that run."""
    return tuple(
        Choice(
            role=cloud.role(running),
            key_name=cloud.key.upper(),
            real=cloud.is_real(given),
            where=getattr(running, cloud.address),
        )
        for cloud in clouds_of(given)
    )
