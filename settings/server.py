"""How this server serves and where it keeps things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from settings.setting import KEYS, PORT, WAIT_S, among, between, setting

HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """How this server serves and where it keeps things."""

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
    drain_s: float = setting(
        "DRAIN_S", 10.0, "Seconds that the end of the server may take.", must_be=WAIT_S
    )
    persona_file: Path = setting(  # noqa: RUF009 - a Path cannot change
        "PERSONA_FILE", HERE / "persona.json", "The persona store."
    )
