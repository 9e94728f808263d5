"""A session's events and turns as rows, written within their cause's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    insert,
    literal,
    select,
    update,
)

from sessions.model import Role, Turn
from sessions.tables import events, sessions, turns
from storage.database import announce

COLUMNS = [turns.c[field.name] for field in fields(Turn)]


def at_least(column: Column[datetime], at: datetime) -> ColumnElement[datetime]:
    """The later of what is written down and `at`: whoever is slow puts nothing back."""
    return case((column > at, column), else_=literal(at, column.type))


def append_event(
    connection: Connection,
    session_id: str,
    at: datetime,
    kind: str,
    data: Mapping[str, Any],
) -> int:
    """Write down an event under the session's next number.

    The number is taken by updating the session's row, which others must then wait
    for: events are numbered without gaps and become visible in order. Once they are,
    `(session_id, number)` is announced to the database's listener.

    Returns:
        Its number.
    """
    next_seq = (
        update(sessions)
        .where(sessions.c.id == session_id)
        .values(event_seq=sessions.c.event_seq + 1)
        .returning(sessions.c.event_seq)
    )
    seq = int(connection.execute(next_seq).scalar_one())
    connection.execute(
        insert(events).values(
            session_id=session_id, seq=seq, at=at, kind=kind, data=dict(data)
        )
    )
    announce(connection, (session_id, seq))
    return seq


def insert_turn(connection: Connection, turn: Turn) -> int:
    """Write a turn down; returns its id."""
    values = {**vars(turn), "role": turn.role.value, "tasks": list(turn.tasks)}
    del values["id"]
    row = insert(turns).values(values).returning(turns.c.id)
    return int(connection.execute(row).scalar_one())


def said_in(session_id: str) -> Select[Any]:
    """Everything that was said in a session, in order, as rows for `turn_of`.

    A speech that was cut short may be written down after what cut in on it, as the
    cloud's answer is awaited first; its turn tells that it came before.
    """
    query = select(*COLUMNS).where(turns.c.session_id == session_id)
    return query.order_by(turns.c.number, turns.c.id)


def facts_of(turn: Turn) -> Mapping[str, Any]:
    """What its event says of a turn: ids and figures, no words."""
    facts: dict[str, Any] = {
        "number": turn.number,
        "role": turn.role.value,
        "tasks": [task["task_id"] for task in turn.tasks],
    }
    if turn.interrupted:
        facts["interrupted"] = True
    if turn.warning:
        facts["warning"] = turn.warning
    if turn.figures is not None:
        facts["figures"] = dict(turn.figures)
    return facts


def turn_of(row: Row[Any]) -> Turn:
    """A row of COLUMNS as a turn."""
    values = dict(row._mapping)
    values["role"] = Role(values["role"])
    values["tasks"] = tuple(values["tasks"])
    return Turn(**values)


def being_said(session_id: str, now: datetime) -> list[ColumnElement[bool]]:
    """The rows of what a persona is saying at that moment, by the cloud's figures."""
    return [
        turns.c.session_id == session_id,
        turns.c.role == Role.PERSONA.value,
        turns.c.ends_at > now,
    ]
