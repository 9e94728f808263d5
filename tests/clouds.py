"""The clouds that lend a face: what a test must know to run the app on either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sessions.cost import HEYGEN as HEYGEN_TARIFF
from sessions.cost import LIVEAVATAR as LIVEAVATAR_TARIFF
from sessions.cost import Tariff
from tests.sandbox_server import SandboxControl

HEYGEN_KEY = "hg-0123456789-secret"
LIVEAVATAR_KEY = "la-0123456789-secret"
OPENAI_KEY = "sk-0123456789-secret"

ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
NEVER_S = 100_000.0


@dataclass(frozen=True, kw_only=True, eq=False)
class CloudKind:
    """One cloud as the sandbox imitates it and the app is set to use it.

    Attributes:
        name: Ours, on the sandbox's list of sessions too.
        key: Of the account there.
        key_name: The setting that holds it.
        tariff: What a session costs.
        opens: The path of the call with which the bill begins.
        stops: Of the one with which it ends.
        keeps: Of the one that resets the idle countdown.
        running: The states on the sandbox's list of a session that bills.
        start: The body of our session/start, beside the id.
        idle_s: Silence after which it ends a session.
        is_stopped: Its word for the end of a session that was stopped.
        is_idle: For one that was silent.
        roomy: Limits under which it ends nothing but what is silent.
    """

    name: str
    key: str
    key_name: str
    tariff: Tariff
    opens: str
    stops: str
    keeps: str
    running: tuple[str, ...]
    idle_s: float
    is_stopped: str
    is_idle: str
    start: Mapping[str, Any] = field(default_factory=dict)
    roomy: Mapping[str, float] = field(default_factory=dict)

    @property
    def by_rooms(self) -> bool:
        """Whether its sessions are rooms, in which no SDP is exchanged."""
        return not self.start

    def settings(self, sandbox: SandboxControl) -> dict[str, Any]:
        """The settings of an app with this cloud in the sandbox, as Config has them."""
        return {
            "avatar_cloud": self.name,
            f"{self.name}_base_url": getattr(sandbox, f"{self.name}_url"),
            f"{self.name}_api_key": self.key,
            "openai_base_url": sandbox.openai_url,
            "openai_api_key": OPENAI_KEY,
        }

    def environ(self, sandbox: SandboxControl) -> dict[str, str]:
        """The same as environment variables."""
        settings = self.settings(sandbox)
        return {name.upper(): value for name, value in settings.items()}

    def limit(self, sandbox: SandboxControl, **limits: float) -> None:
        """Change the account's limits, until the next reset."""
        if self is LIVEAVATAR:
            sandbox.liveavatar_limits(**limits)
        else:
            sandbox.limits(**limits)


HEYGEN = CloudKind(
    name="heygen",
    key=HEYGEN_KEY,
    key_name="HEYGEN_API_KEY",
    tariff=HEYGEN_TARIFF,
    opens="/heygen/v1/streaming.new",
    stops="/heygen/v1/streaming.stop",
    keeps="/heygen/v1/streaming.keep_alive",
    running=("new", "connecting", "connected"),
    start={"sdp": ANSWER},
    idle_s=120.0,
    is_stopped="stopped",
    is_idle="idle",
    roomy={
        "max_sessions": 1000,
        "credits": NEVER_S,
        "session_limit_s": NEVER_S,
        "start_timeout_s": NEVER_S,
    },
)
LIVEAVATAR = CloudKind(
    name="liveavatar",
    key=LIVEAVATAR_KEY,
    key_name="LIVEAVATAR_API_KEY",
    tariff=LIVEAVATAR_TARIFF,
    opens="/liveavatar/v1/sessions/start",
    stops="/liveavatar/v1/sessions/stop",
    keeps="/liveavatar/v1/sessions/keep-alive",
    running=("active",),
    idle_s=300.0,
    is_stopped="USER_CLOSED",
    is_idle="IDLE_TIMEOUT",
    roomy={"max_sessions": 1000, "credits": NEVER_S, "session_limit_s": NEVER_S},
)
TOKEN = "/liveavatar/v1/sessions/token"
"""Where LiveAvatar names a session; it costs nothing until its start."""
CLOUDS = {cloud.name: cloud for cloud in (HEYGEN, LIVEAVATAR)}
