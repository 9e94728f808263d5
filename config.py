"""Every setting of the app in one frozen value, read from the environment here only.

Standard library only: every package may import this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from errors import NotConfigured

HEYGEN_API = "https://api.heygen.com"
OPENAI_API = "https://api.openai.com/v1"
HERE = Path(__file__).resolve().parent

T = TypeVar("T")


@dataclass(frozen=True)
class Rule:
    """What a setting must be, in words and as a check of its value."""

    words: str
    holds: Callable[[Any], bool]


def _between(low: float, high: float) -> Rule:
    return Rule(f"from {low:g} to {high:g}", lambda value: low <= value <= high)


def _among(*choices: str) -> Rule:
    """One of these words, however its letters are cased."""
    words = {choice.lower() for choice in choices}
    return Rule(f"one of {', '.join(choices)}", lambda v: v.lower() in words)


ANYTHING = Rule("anything", lambda _: True)
PORT = _between(0, 65535)
WAIT_S = _between(0.001, 3600)
ADDRESS = Rule(
    "an address that begins with http:// or https://",
    lambda value: value.startswith(("http://", "https://")),
)
KEY = Rule(
    "letters, digits and marks of plain ASCII",
    lambda value: value.isascii() and value.isprintable(),
)
KEYS = Rule(KEY.words, lambda values: all(map(KEY.holds, values)))


def _setting(
    env: str,
    default: T,
    doc: str,
    *,
    secret: bool = False,
    must_be: Rule = ANYTHING,
) -> T:
    """Declare one setting.

    Args:
        env: The environment variable that sets it.
        default: Its value when the variable is absent or blank.
        doc: What it does, with its unit; docs/reference.md says more.
        secret: Kept out of `repr` and messages, so that it cannot reach a log.
        must_be: What else is asked of it.
    """
    metadata = {"env": env, "doc": doc, "secret": secret, "must_be": must_be}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one app. Defaults are safe for a laptop, not for the internet."""

    host: str = _setting("HOST", "127.0.0.1", "Address to serve on.")
    port: int = _setting(
        "PORT", 3000, "Port to serve on; 0 chooses a free one.", must_be=PORT
    )
    sandbox_port: int = _setting(
        "SANDBOX_PORT",
        3001,
        "Port of the sandbox, when one is started; 0 chooses.",
        must_be=PORT,
    )
    threads: int = _setting(
        "THREADS",
        1000,
        "Most requests served at once; threads start on demand.",
        must_be=_between(1, 100_000),
    )
    log_level: str = _setting(
        "LOG_LEVEL",
        "INFO",
        "Python logging level.",
        must_be=_among("DEBUG", "INFO", "WARNING", "ERROR"),
    )
    api_keys: tuple[str, ...] = _setting(
        "API_KEYS",
        (),
        "Comma-separated keys; when set, every API route asks for one of them.",
        secret=True,
        must_be=KEYS,
    )
    cors_origins: tuple[str, ...] = _setting(
        "CORS_ORIGINS", ("*",), "Comma-separated origins that may call the API."
    )
    database_url: str = _setting(
        "DATABASE_URL",
        f"sqlite:///{HERE / 'instance' / 'ledger.db'}",
        "The ledger: sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/NAME.",
        secret=True,
    )
    redis_url: str = _setting(
        "REDIS_URL", "", "Wakes event streams across processes.", secret=True
    )
    viewer_gone_s: float = _setting(
        "VIEWER_GONE_S", 45.0, "Seconds without a page's beat that end its session."
    )
    idle_s: float = _setting(
        "IDLE_S", 120.0, "Seconds of silence that end a session without a page."
    )
    drain_s: float = _setting(
        "DRAIN_S", 10.0, "Seconds that the end of the server may take."
    )
    max_sessions: int = _setting(
        "MAX_SESSIONS", 0, "Most sessions at once; 0 is no limit."
    )
    max_sessions_per_persona: int = _setting(
        "MAX_SESSIONS_PER_PERSONA", 0, "Most at once for one persona; 0 is no limit."
    )
    max_session_s: float = _setting(
        "MAX_SESSION_S", 0.0, "Longest session in seconds; 0 is no limit."
    )
    session_credits: float = _setting(
        "SESSION_CREDITS", 0.0, "Most credits for one session; 0 is no limit."
    )
    day_credits: float = _setting(
        "DAY_CREDITS", 0.0, "Most credits in a UTC day; 0 is no limit."
    )
    month_credits: float = _setting(
        "MONTH_CREDITS", 0.0, "Most credits in a UTC month; 0 is no limit."
    )
    credit_price: float = _setting(
        "CREDIT_PRICE", 0.0, "Price of a credit, to show money; 0 shows none."
    )
    currency: str = _setting("CURRENCY", "USD", "What CREDIT_PRICE is in.")
    persona_file: Path = _setting(  # noqa: RUF009 - a Path cannot change
        "PERSONA_FILE", HERE / "persona.json", "The persona store."
    )
    avatar_cloud: str = _setting(
        "AVATAR_CLOUD",
        "heygen",
        "Which cloud lends the face: heygen.",
        must_be=_among("heygen"),
    )
    heygen_api_key: str = _setting(
        "HEYGEN_API_KEY",
        "",
        "HeyGen key; without it the sandbox speaks.",
        secret=True,
        must_be=KEY,
    )
    heygen_base_url: str = _setting(
        "HEYGEN_BASE_URL", HEYGEN_API, "Where HeyGen's API is.", must_be=ADDRESS
    )
    heygen_avatar: str = _setting(
        "HEYGEN_AVATAR", "", "Avatar id when neither caller nor persona names one."
    )
    heygen_voice: str = _setting(
        "HEYGEN_VOICE", "", "Voice id when neither caller nor persona names one."
    )
    cloud_connect_timeout_s: float = _setting(
        "CLOUD_CONNECT_TIMEOUT_S",
        3.05,
        "Seconds to wait for a cloud's connection.",
        must_be=WAIT_S,
    )
    cloud_read_timeout_s: float = _setting(
        "CLOUD_READ_TIMEOUT_S",
        30.0,
        "Seconds to wait for a cloud's answer.",
        must_be=WAIT_S,
    )
    openai_api_key: str = _setting(
        "OPENAI_API_KEY",
        "",
        "Model server key; without it the sandbox answers.",
        secret=True,
        must_be=KEY,
    )
    openai_base_url: str = _setting(
        "OPENAI_BASE_URL",
        OPENAI_API,
        "Any OpenAI-compatible model server.",
        must_be=ADDRESS,
    )
    openai_model: str = _setting("OPENAI_MODEL", "gpt-4o-mini", "Model to ask.")
    openai_timeout_s: float = _setting(
        "OPENAI_TIMEOUT_S",
        20.0,
        "Seconds to wait for a reply of the model.",
        must_be=WAIT_S,
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
                values[name] = _parse(raw, type(spec.default), spec.metadata)
        return cls(**values)


def _list(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


_PARSERS: Mapping[type, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    tuple: _list,
}
_KINDS: Mapping[type, str] = {int: "a whole number", float: "a number"}


def _parse(raw: str, kind: type, metadata: Mapping[str, Any]) -> object:
    parser = Path if issubclass(kind, Path) else _PARSERS[kind]
    rule: Rule = metadata["must_be"]
    try:
        value = parser(raw)
    except ValueError:
        raise _refusal(raw, _KINDS[kind], metadata) from None
    if not rule.holds(value):
        raise _refusal(raw, rule.words, metadata)
    return value


def _refusal(raw: str, words: str, metadata: Mapping[str, Any]) -> NotConfigured:
    but = "" if metadata["secret"] else f", not {raw!r}"
    return NotConfigured(f"{metadata['env']} must be {words}{but}.")
