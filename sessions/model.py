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
RUNNING = frozenset({State.OPEN, State.LIVE})


@dataclass(frozen=True, kw_only=True)
class Session:
    """One billed connection at a cloud, as the ledger knows it.

    Attributes:
        id: Ours; clients know the session by the cloud's.
        opened_by: Who asked for it: the face, and the caller where it is known.
        cloud_session_id: The cloud's id for it; some clouds give it before it begins.
        opened_at: When the cloud had confirmed that it began.
        tariff: By which of the cloud's tariffs it is billed; empty for its only one.
        idle_timeout_s: Silence after which the cloud ends it by itself.
        seen_at: The viewer's last sign of life.
        touched_at: The last thing the cloud counts as activity.
        beat_at: The last beat of a page; None when it never sent one.
        turn: The number of the turn that is on.
        event_seq: The number of its last event.
        credits: What it cost, settled at its end.
        warned_at: When it was announced that its end is near.
        parted_at: When its closing line was said.
        attempts: How often its end was tried in vain.
        retry_at: When to try again.
        worker: The process that is opening or ending it, or was the last to.
        sending: Who has a sentence on its way to the cloud; see sessions.floor.
        variables: What the persona's texts say about this session, by name.
        summary: What is left of the turns that fell out of the model's memory.
        summed_up_to: The id of the last turn that is in the summary.
        last_reply: When the steps of its last reply were reached; see sessions.figures.
        cloud_keys: What the cloud gave for this session's other doors, such as its
            sockets, by name; forgotten at its end, and never shown or logged.
    """

    id: str
    state: State
    cloud: str
    persona_id: str
    created_at: datetime
    opened_by: str = ""
    cloud_session_id: str | None = None
    opened_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    tariff: str = ""
    idle_timeout_s: int | None = None
    seen_at: datetime | None = None
    touched_at: datetime | None = None
    beat_at: datetime | None = None
    turn: int = 0
    event_seq: int = 0
    credits: float | None = None
    warned_at: datetime | None = None
    parted_at: datetime | None = None
    attempts: int = 0
    retry_at: datetime | None = None
    worker: str = ""
    sending: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    summed_up_to: int = 0
    last_reply: Mapping[str, float | None] | None = None
    cloud_keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def billed_by(self) -> str:
        """The name of its tariff; a cloud that has only one gives it its own name."""
        return self.tariff or self.cloud

    @property
    def never_opened(self) -> bool:
        """Whether the cloud surely never opened it, so that it cost nothing."""
        return self.state is State.FAILED

    @property
    def may_begin(self) -> bool:
        """Whether the cloud may have begun it, or yet begin it, by its name there."""
        is_named = self.cloud_session_id is not None
        return self.state is State.DOUBTFUL and is_named and self.opened_at is None


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in a session; never holds a person's words.

    Attributes:
        seq: Its number within the session, from 1, without gaps.
        kind: What happened, such as `state`, `turn`, `interrupted`, `warning`.
        data: Ids and figures about it.
    """

    session_id: str
    seq: int
    at: datetime
    kind: str
    data: Mapping[str, Any]


class Role(StrEnum):
    """Who said it."""

    USER = "user"
    PERSONA = "persona"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Something that was said in a session.

    Attributes:
        number: The turn it belongs to; an interrupt begins the next one.
        text: The words; of a speech that was cut short, those that could be heard.
        tasks: `{task_id, text, duration_ms, at_ms}` of each task the cloud took, the
            last one in milliseconds since `began_at`.
        ends_at: When the speech is over by the cloud's figures; None for a user's.
        interrupted: Whether an interrupt cut it short.
        erased: Whether its words were deleted on request.
        refused: Whether a user's words were refused, so that no model may see them.
        warning: Why the persona said something else than an answer; a stable word.
        figures: When the steps of the reply were reached; see sessions.figures.
        id: Its place among all turns; None before it is written down.
    """

    session_id: str
    number: int
    role: Role
    text: str
    began_at: datetime
    tasks: tuple[Mapping[str, Any], ...] = ()
    ends_at: datetime | None = None
    interrupted: bool = False
    erased: bool = False
    refused: bool = False
    warning: str = ""
    figures: Mapping[str, float | None] | None = None
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A cloud's answer to open.

    Attributes:
        cloud_session_id: Its id for the session.
        data: Its data as it came.
        keys: What opens the session's other doors at the cloud; see Session.cloud_keys.
    """

    cloud_session_id: str
    data: Mapping[str, Any]
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


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
class Spoken:
    """What became of a text handed to `speak`: one task per piece, in order."""

    turn: int
    tasks: tuple[SpokenTask, ...] = field(default_factory=tuple)
