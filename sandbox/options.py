"""What the sandbox can be told when it starts."""

from __future__ import annotations

import argparse
import importlib.util
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Limits:
    """HeyGen's limits for one key. Source: docs.heygen.com, limits page (2024-25)."""

    max_sessions: int = field(
        default=3, metadata={"doc": "sessions one key may hold at once"}
    )
    credits: float = field(
        default=60.0, metadata={"doc": "credits one key starts with; 5 minutes each"}
    )
    idle_timeout_s: float = field(
        default=120.0, metadata={"doc": "seconds without activity that end a session"}
    )
    session_limit_s: float = field(
        default=600.0, metadata={"doc": "seconds after which a session always ends"}
    )
    start_timeout_s: float = field(
        default=60.0, metadata={"doc": "seconds a session may take until media flows"}
    )


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast the stand-in model writes."""

    first_token_delay_s: float = field(
        default=0.0, metadata={"doc": "seconds before the model's first token"}
    )
    tokens_per_second: float = field(
        default=0.0, metadata={"doc": "speed of the model; 0 is as fast as it goes"}
    )


@dataclass(frozen=True, kw_only=True)
class LivekitServer:
    """A LiveKit server whose rooms are used in the place of the sandbox's own."""

    url: str
    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command line as a value."""

    port: int = 3001
    stdin_lifeline: bool = False
    host_candidates: tuple[str, ...] = ("127.0.0.1",)
    access_log: bool = False
    seed: int = 0
    limits: Limits = Limits()
    pace: Pace = Pace()
    livekit: LivekitServer | None = None

    @property
    def addresses(self) -> Sequence[str]:
        """Addresses to offer for media; `auto` stands for all of this machine's."""
        return "auto" if "auto" in self.host_candidates else self.host_candidates


def parse(
    argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ
) -> Options:
    """Read the command line, and LIVEKIT_URL and its keys from the environment.

    Ends the process on a wrong one, as argparse does.
    """
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="Stand-ins for the avatar and model clouds, on this machine only.",
        epilog="With LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the"
        " environment, v2 sessions use the rooms of that LiveKit server.",
    )
    parser.add_argument(
        "--port", type=_port, default=3001, help="port to serve on; 0 takes a free one"
    )
    parser.add_argument(
        "--stdin-lifeline",
        action="store_true",
        help="end when standard input ends, as it does when the parent dies",
    )
    parser.add_argument(
        "--host-candidates",
        default="127.0.0.1",
        metavar="ADDRESSES",
        help="addresses offered for media, with commas; auto adds this machine's own"
        " (Firefox needs that); default 127.0.0.1",
    )
    parser.add_argument(
        "--access-log", action="store_true", help="write a line for every request"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the model's words")
    for group in (Limits, Pace):
        for name, spec in group.__dataclass_fields__.items():
            parser.add_argument(
                "--" + name.removesuffix("_s").replace("_", "-"),
                dest=name,
                type=_whole if isinstance(spec.default, int) else _amount,
                default=spec.default,
                metavar="N",
                help=f"{spec.metadata['doc']}; default {spec.default:g}",
            )
    given = vars(parser.parse_args(argv))
    given["host_candidates"] = tuple(
        part.strip() for part in given["host_candidates"].split(",") if part.strip()
    )
    limits = Limits(**{name: given.pop(name) for name in Limits.__dataclass_fields__})
    pace = Pace(**{name: given.pop(name) for name in Pace.__dataclass_fields__})
    try:
        livekit = _livekit(environ)
    except ValueError as error:
        parser.error(str(error))
    return Options(**given, limits=limits, pace=pace, livekit=livekit)


def _livekit(environ: Mapping[str, str]) -> LivekitServer | None:
    url, key, secret = (
        environ.get(f"LIVEKIT_{name}", "") for name in ("URL", "API_KEY", "API_SECRET")
    )
    if not url:
        return None
    if not url.startswith(("ws://", "wss://", "http://", "https://")):
        raise ValueError("LIVEKIT_URL is no address like wss://livekit.example.com")
    if not (key and secret):
        raise ValueError("LIVEKIT_URL needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET")
    if not all(importlib.util.find_spec(f"livekit.{name}") for name in ("api", "rtc")):
        raise ValueError(
            "LIVEKIT_URL needs LiveKit's own packages:"
            " pip install -r sandbox/requirements-livekit.txt"
        )
    return LivekitServer(url=url, key=key, secret=secret)


def _port(raw: str) -> int:
    port = int(raw)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{raw} is no port; ports go from 0 to 65535")
    return port


def _whole(raw: str) -> int:
    return int(_amount(raw))


def _amount(raw: str) -> float:
    amount = float(raw)
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError(f"{raw} is not an amount of 0 or more")
    return amount
