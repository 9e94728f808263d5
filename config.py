"""Every setting of the app in one frozen value, read from the environment here only.

Standard library only: every package may import this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from settings.clouds import HEYGEN_API, LIVEAVATAR_API, CloudSettings
from settings.customers import CustomerSettings
from settings.models import OPENAI_API, ModelSettings
from settings.server import ServerSettings
from settings.sessions import SessionSettings
from settings.setting import parse

__all__ = ["HEYGEN_API", "LIVEAVATAR_API", "OPENAI_API", "Config"]


@dataclass(frozen=True, kw_only=True)
class Config(
    ServerSettings, SessionSettings, CloudSettings, CustomerSettings, ModelSettings
):
    """The settings of one app. Defaults are safe for a laptop, not for the internet."""

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
