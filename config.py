"""Every setting of the app in one frozen value, read from the environment here only.

Standard library only: every package may import this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from errors import NotConfigured

HEYGEN_API = "https://api.heygen.com"
OPENAI_API = "https://api.openai.com/v1"
AVATAR_CLOUDS = ("heygen",)

T = TypeVar("T")


def _setting(env: str, default: T, doc: str, *, secret: bool = False) -> T:
    """Declare one setting.

    Args:
        env: The environment variable that sets it.
        default: Its value when the variable is absent or blank.
        doc: What it does, with its unit; the README table says the same.
        secret: Kept out of `repr`, so that it cannot reach a log.
    """
    metadata = {"env": env, "doc": doc}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one app. Defaults are safe for a laptop, not for the internet."""

    host: str = _setting("HOST", "127.0.0.1", "Address to serve on.")
    port: int = _setting("PORT", 3000, "Port to serve on; 0 chooses a free one.")
    sandbox_port: int = _setting(
        "SANDBOX_PORT", 3001, "Port of the sandbox, when one is started; 0 chooses."
    )
    threads: int = _setting(
        "THREADS", 1000, "Most requests served at once; threads start on demand."
    )
    log_level: str = _setting("LOG_LEVEL", "INFO", "Python logging level.")
    api_keys: tuple[str, ...] = _setting(
        "API_KEYS",
        (),
        "Comma-separated keys; when set, every API route asks for one of them.",
        secret=True,
    )
    cors_origins: tuple[str, ...] = _setting(
        "CORS_ORIGINS", ("*",), "Comma-separated origins that may call the API."
    )
    persona_file: Path = _setting(  # noqa: RUF009 - a Path cannot change
        "PERSONA_FILE", Path("persona.json"), "The persona store."
    )
    avatar_cloud: str = _setting(
        "AVATAR_CLOUD", "heygen", "Which cloud lends the face: heygen."
    )
    heygen_api_key: str = _setting(
        "HEYGEN_API_KEY", "", "HeyGen key; without it the sandbox speaks.", secret=True
    )
    heygen_base_url: str = _setting(
        "HEYGEN_BASE_URL", HEYGEN_API, "Where HeyGen's API is."
    )
    heygen_avatar: str = _setting(
        "HEYGEN_AVATAR", "", "Avatar id when neither caller nor persona names one."
    )
    heygen_voice: str = _setting(
        "HEYGEN_VOICE", "", "Voice id when neither caller nor persona names one."
    )
    cloud_connect_timeout_s: float = _setting(
        "CLOUD_CONNECT_TIMEOUT_S", 3.05, "Seconds to wait for a cloud's connection."
    )
    cloud_read_timeout_s: float = _setting(
        "CLOUD_READ_TIMEOUT_S", 30.0, "Seconds to wait for a cloud's answer."
    )
    openai_api_key: str = _setting(
        "OPENAI_API_KEY",
        "",
        "Model server key; without it the sandbox answers.",
        secret=True,
    )
    openai_base_url: str = _setting(
        "OPENAI_BASE_URL", OPENAI_API, "Any OpenAI-compatible model server."
    )
    openai_model: str = _setting("OPENAI_MODEL", "gpt-4o-mini", "Model to ask.")
    openai_timeout_s: float = _setting(
        "OPENAI_TIMEOUT_S", 20.0, "Seconds to wait for a reply of the model."
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read the settings out of `environ`.

        Raises:
            NotConfigured: A variable cannot be read as what it sets.
        """
        values: dict[str, object] = {}
        for name, spec in cls.__dataclass_fields__.items():
            variable = spec.metadata["env"]
            raw = environ.get(variable, "").strip()
            if raw:
                values[name] = _parse(variable, raw, type(spec.default))
        config = cls(**values)  # type: ignore[arg-type]  # _parse returns each default's type
        if config.avatar_cloud not in AVATAR_CLOUDS:
            raise NotConfigured(
                f"AVATAR_CLOUD is {config.avatar_cloud!r};"
                f" it must be one of: {', '.join(AVATAR_CLOUDS)}."
            )
        return config


def _list(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


_PARSERS: Mapping[type, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    tuple: _list,
}


def _parse(variable: str, raw: str, kind: type) -> object:
    parser = Path if issubclass(kind, Path) else _PARSERS[kind]
    try:
        return parser(raw)
    except ValueError:
        words = {"int": "a whole number", "float": "a number"}[kind.__name__]
        raise NotConfigured(f"{variable} must be {words}, not {raw!r}.") from None
