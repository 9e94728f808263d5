"""What a session is: its states, its reasons to end, and the values around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a session is in its life; see ALLOWED for the ways between."""

    OPENING = "opening"
    OPEN = "open"
    LIVE = "live"
    CLOSING = "closing"
    CLOSED = "closed"
    FAILED = "failed"
    DOUBTFUL = "doubtful"


class EndReason(StrEnum):
    """Why a session ended, for the ledger and for the page."""

    CLIENT = "client"
    IDLE = "idle"
    MAX_DURATION = "max_duration"
    BUDGET = "budget"
    SLOT_END = "slot_end"
    SHUTDOWN = "shutdown"
    PAGE_LEFT = "page_left"
    CLOUD_ENDED = "cloud_ended"
    RECONCILED = "reconciled"
    ERROR = "error"


ALLOWED: Mapping[State, frozenset[State]] = {
    State.OPENING: frozenset({State.OPEN, State.FAILED, State.DOUBTFUL}),
    State.OPEN: frozenset({State.LIVE, State.CLOSING, State.DOUBTFUL}),
    State.LIVE: frozenset({State.CLOSING, State.DOUBTFUL}),
    State.DOUBTFUL: frozenset({State.CLOSING, State.CLOSED, State.FAILED}),
    State.CLOSING: frozenset({State.CLOSED, State.DOUBTFUL}),
    State.CLOSED: frozenset(),
    State.FAILED: frozenset(),
}
ENDED = frozenset({State.CLOSED, State.FAILED})


@dataclass(frozen=True, kw_only=True)
class SessionOrder:
    """What a caller asks for when opening a session.

    Attributes:
        avatar_name: The cloud's avatar id; empty lets the cloud choose.
        voice_id: The cloud's voice id; empty uses the avatar's own.
        quality: `low` (360p), `medium` (480p) or `high` (720p).
        language: Language tag of the speech, such as `en`; empty for the cloud's.
        activity_idle_timeout_s: Silence after which the cloud ends it, 30 to 3600.
        persona_id: Whose words will be spoken.
    """

    avatar_name: str = ""
    voice_id: str = ""
    quality: str = "low"
    language: str = ""
    activity_idle_timeout_s: int | None = None
    persona_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One billed connection at a cloud, as the ledger knows it."""

    id: str
    state: State
    cloud: str
    persona_id: str
    created_at: datetime
    cloud_session_id: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A cloud's answer to open: its session id and its data as it came."""

    cloud_session_id: str
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class SpokenTask:
    """One utterance a cloud has accepted.

    Attributes:
        task_id: The cloud's id for it; its events carry the same.
        text: The words, as sent.
        duration_ms: The cloud's figure for the speech; None when it gave none.
    """

    task_id: str
    text: str
    duration_ms: float | None = None


@dataclass(frozen=True, kw_only=True)
class CloudSession:
    """A session as the cloud's own list shows it."""

    cloud_session_id: str
    state: str
    created_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Avatar:
    """A face the cloud offers."""

    id: str
    name: str
    preview_url: str = ""
    default_voice_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A voice the cloud offers."""

    id: str
    name: str
    language: str = ""
    gender: str = ""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What became of a text handed to `speak`: one task per piece, in order."""

    turn: int
    tasks: tuple[SpokenTask, ...] = field(default_factory=tuple)
