"""What is told to the business back-end when a session of its customers has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from deliveries.model import Delivery, Kind
from deliveries.outbox import Outbox
from errors import NotFound
from liveavatar import seats
from liveavatar.client import LiveavatarClient
from liveavatar.petya import PetyaClient
from liveavatar.texts import Said, merged
from sessions.model import Role, Session
from sessions.rows import said_in, turn_of

MS_FROM = 1e11
"""Unix seconds are below this for a thousand years, milliseconds above."""


class Reports:
    """Writes down what is to be told, and tells it.

    Args:
        outbox: Where it is kept until it has arrived.
        petya: Who is told.
        client: Whose account of a session is asked for as well.
    """

    def __init__(
        self, *, outbox: Outbox, petya: PetyaClient, client: LiveavatarClient
    ) -> None:
        self._outbox = outbox
        self._petya = petya
        self._client = client

    def write(self, connection: Connection, session: Session) -> None:
        """Write down that a session has ended, in the transaction that ends it.

        A session that never began, or is nobody's, is told to nobody.
        """
        if session.never_opened or session.cloud_session_id is None:
            return
        seat = seats.find(connection, session.cloud_session_id)
        if seat is None:
            return
        said = [turn_of(row) for row in connection.execute(said_in(session.id))]
        heard = [
            Said(role=turn.role, text=turn.text, at=turn.began_at.timestamp())
            for turn in said
            if turn.text
        ]
        self._outbox.add(
            connection,
            conversation_id=seat.conversation_id,
            session_id=session.id,
            kind=Kind.STATUS,
            body=body_of(session.cloud_session_id, heard),
        )

    def complete(self, delivery: Delivery) -> Mapping[str, Any]:
        """The same body with what only LiveAvatar has heard.

        Raises:
            UpstreamError: It cannot be asked.
        """
        session_id = delivery.body["sessionId"]
        ours = [
            Said(
                role=_OURS[entry["role"]],
                text=entry["transcript"],
                at=entry["timestamp"],
            )
            for entry in delivery.body["transcript"]
        ]
        try:
            entries = self._client.transcript(session_id)
        except NotFound:
            entries = []  # its words were erased there
        theirs = dated(entries, ended_at=delivery.created_at.timestamp())
        return body_of(session_id, merged(ours, theirs))

    def send(self, delivery: Delivery) -> None:
        """Tell it."""
        self._petya.status(delivery.conversation_id, delivery.body, delivery.id)


def body_of(session_id: str, said: list[Said]) -> Mapping[str, Any]:
    """The body of a status; times are whole Unix seconds, the duration seconds."""
    times = [int(one.at) for one in said]
    lasted = {"duration": max(times) - min(times)} if len(times) > 1 else {}
    return {
        "sessionId": session_id,
        "status": "completed",
        **lasted,
        "transcript": [
            {
                "role": _THEIRS[one.role],
                "transcript": one.text,
                "timestamp": int(one.at),
            }
            for one in said
        ],
    }


_THEIRS = {Role.USER: "user", Role.PERSONA: "avatar"}
_OURS = {name: role for role, name in _THEIRS.items()}


def dated(entries: Sequence[Mapping[str, Any]], *, ended_at: float) -> list[Said]:
    """LiveAvatar's transcript with a time for everything that was said.

    Args:
        entries: As its client gives them; the unit of their times is not documented.
        ended_at: When the session ended, about when the last of them was said.
    """
    last = max((one["relative_timestamp"] or 0.0 for one in entries), default=0.0)

    def at(entry: Mapping[str, Any]) -> float:
        absolute = entry["absolute_timestamp"]
        if absolute:
            return float(absolute / 1000 if absolute > MS_FROM else absolute)
        return float(ended_at - last + (entry["relative_timestamp"] or 0.0))

    return [
        Said(
            role=_OURS.get(entry["role"], Role.PERSONA),
            text=entry["transcript"].strip(),
            at=at(entry),
        )
        for entry in entries
        if (entry["transcript"] or "").strip()
    ]
