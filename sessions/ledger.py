"""Where sessions are written down before, while and after they cost money.

Every verb is one transaction. A change of state is a compare-and-set, so that of two
workers who saw the same state one wins, and it brings its event along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, text, tuple_, update

from errors import NotFound, WrongState
from sessions.daily import credits_since, settle
from sessions.limits import Load
from sessions.model import ALLOWED, ENDED, EndReason, Session, State
from sessions.rows import append_event
from sessions.tables import sessions as table
from storage.database import Database

ADMISSION_LOCK = 7_303_015
UNENDED = [state.value for state in State if state not in ENDED]
COLUMNS = [table.c[field.name] for field in fields(Session)]
AGE = tuple_(table.c.created_at, table.c.id)
NEWEST = [column.desc() for column in (table.c.created_at, table.c.id)]
Place = tuple[datetime, str]
AtEnd = Callable[[Connection, Session], None]
ALL_UNENDED = (
    select(*COLUMNS).where(table.c.state.in_(UNENDED)).order_by(table.c.created_at)
)


def nothing(_connection: Connection, _session: Session) -> None:
    """Nothing follows from an end."""


class Ledger:
    """The record of every session.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
        at_end: Writes down what else follows from an end, in the same transaction.
    """

    def __init__(
        self,
        *,
        database: Database,
        now: Callable[[], datetime],
        at_end: AtEnd = nothing,
    ) -> None:
        self._database = database
        self._now = now
        self._at_end = at_end

    def add(self, session: Session, admit: Callable[[Load], None]) -> None:
        """Write down a session that is about to be opened.

        Args:
            session: In state `opening`.
            admit: Sees what runs and was spent, and raises when it is too much. No
                other session is added in between, in whatever process.
        """
        with self._database.write() as connection:
            self._alone(connection)
            admit(self._load(connection, session))
            connection.execute(insert(table).values(_values(session)))
            append_event(
                connection, session.id, self._now(), "state", {"to": "opening"}
            )

    def find(self, session_id: str) -> Session:
        """The session with this id, ours or the cloud's.

        Raises:
            NotFound: It was never written down.
        """
        with self._database.read() as connection:
            return _find(connection, session_id)

    def move(self, session: Session, to: State, **changes: Any) -> Session:
        """Change `session`'s state, if it is still what the caller saw.

        Args:
            session: As it was seen.
            to: Its next state.
            changes: Other fields to set along with it.

        Raises:
            WrongState: The way is not allowed, or somebody else was faster.
        """
        if to not in ALLOWED[session.state]:
            raise _no_way(session.state, to)
        if to in ENDED:
            changes["cloud_keys"] = None  # what is over needs no secrets any more
        compare_and_set = (
            update(table)
            .where(table.c.id == session.id, table.c.state == session.state.value)
            .values(state=to.value, **_plain(changes))
        )
        with self._database.write() as connection:
            if connection.execute(compare_and_set).rowcount != 1:
                raise _no_way(_find(connection, session.id).state, to)
            data = {"from": session.state.value, "to": to.value}
            reason = changes.get("end_reason")
            if reason is not None:
                data["reason"] = EndReason(reason).value
            append_event(connection, session.id, self._now(), "state", data)
            moved = _find(connection, session.id)
            if to is State.CLOSED:
                settle(connection, moved)
            if to in ENDED:
                self._at_end(connection, moved)
            return moved

    def note(self, session_id: str, **changes: Any) -> None:
        """Set fields other than the state, whatever that is."""
        with self._database.write() as connection:
            connection.execute(
                update(table).where(table.c.id == session_id).values(_plain(changes))
            )

    def tell(self, session_id: str, kind: str, data: Mapping[str, Any]) -> None:
        """Write down an event that changes nothing else."""
        with self._database.write() as connection:
            append_event(connection, session_id, self._now(), kind, data)

    def sum_up(self, session: Session, summary: str, up_to: int) -> None:
        """Keep a summary of what was said up to that turn's id.

        Nothing is kept when others have summed up or erased meanwhile.
        """
        unchanged = (table.c.id == session.id) & (
            table.c.summed_up_to == session.summed_up_to
        )
        with self._database.write() as connection:
            connection.execute(
                update(table)
                .where(unchanged)
                .values(summary=summary, summed_up_to=up_to)
            )

    def unended(self) -> Sequence[Session]:
        """What may still cost money, oldest first."""
        with self._database.read() as connection:
            return _unended(connection)

    def page(
        self,
        *,
        states: Sequence[State] = (),
        persona_id: str = "",
        limit: int = 50,
        before: Place | None = None,
    ) -> Sequence[Session]:
        """Sessions, newest first, `limit` at most; `before` is where to go on."""
        query = select(*COLUMNS).order_by(*NEWEST).limit(limit)
        if persona_id:
            query = query.where(table.c.persona_id == persona_id)
        if before is not None:
            query = query.where(tuple_(*before, types=AGE.type.types) > AGE)
        # An index gives the newest of one state at once, but not of several together.
        kinds = states or (list(State) if persona_id else [])
        queries = [query.where(table.c.state == state.value) for state in kinds]
        with self._database.read() as connection:
            found = [
                _session(row)
                for query in queries or [query]
                for row in connection.execute(query)
            ]
        return sorted(found, key=place_of, reverse=True)[:limit]

    def settled_since(self, start: datetime) -> float:
        """Credits of the ended sessions that began on the day of `start` or later."""
        with self._database.read() as connection:
            return credits_since(connection, start)

    def _alone(self, connection: Connection) -> None:
        if not self._database.is_sqlite:  # whose writer is alone already
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADMISSION_LOCK}
            )

    def _load(self, connection: Connection, session: Session) -> Load:
        running = (
            select(table.c.persona_id, func.count())
            .where(table.c.state.in_(UNENDED))
            .group_by(table.c.persona_id)
        )
        counts = {row[0]: row[1] for row in connection.execute(running)}
        return Load(
            running=sum(counts.values()),
            running_of_persona=counts.get(session.persona_id, 0),
            unended=lambda: _unended(connection),
            settled_since=lambda start: credits_since(connection, start),
        )


def _unended(connection: Connection) -> list[Session]:
    return [_session(row) for row in connection.execute(ALL_UNENDED)]


def place_of(session: Session) -> Place:
    """Where it stands among all sessions, by their age."""
    return session.created_at, session.id


def _find(connection: Connection, session_id: str) -> Session:
    query = select(*COLUMNS).where(
        or_(table.c.id == session_id, table.c.cloud_session_id == session_id)
    )
    # PostgreSQL can hold no NUL, nor be asked for one.
    row = None if "\x00" in session_id else connection.execute(query).first()
    if row is None:
        raise NotFound(
            "There is no such session.",
            detail="The session_id was not opened through this server.",
        )
    return _session(row)


def _session(row: Row[Any]) -> Session:
    values = dict(row._mapping)
    values["state"] = State(values["state"])
    values["variables"] = values["variables"] or {}
    values["cloud_keys"] = values["cloud_keys"] or {}
    if values["end_reason"] is not None:
        values["end_reason"] = EndReason(values["end_reason"])
    return Session(**values)


def _values(session: Session) -> dict[str, Any]:
    return _plain(
        {field.name: getattr(session, field.name) for field in fields(session)}
    )


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    enums = (State, EndReason)
    return {k: v.value if isinstance(v, enums) else v for k, v in changes.items()}


def _no_way(now: State, to: State) -> WrongState:
    return WrongState(
        f"The session is {now}.", detail=f"{now} -> {to} is not a way it can go"
    )
