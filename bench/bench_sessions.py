"""What the ledger costs: creates with and without it, and routes after long history.

`python bench/bench_sessions.py [POSTGRES_URL]`, which must be allowed to create
databases. The cloud answers at once, so that what is measured is ours. The same
request goes to a short and to a long history in turns, so that whatever else the
machine does meets both alike.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import psycopg
from flask import Flask
from sqlalchemy import Connection, insert

from app import create_app
from bench.bench_kills import a_database
from bench.relayed import quick_cloud
from config import Config
from heygen.client import HeygenClient
from sessions.core import Core
from sessions.daily import settle
from sessions.model import EndReason, Role, Session, State, Turn
from sessions.rows import insert_turn
from sessions.tables import events
from sessions.tables import sessions as table
from upstream.http import Http

ROUNDS = 400
SHORT, LONG = 10, 10_000


Act = Callable[[], object]


def in_turns_ms(*acts: Act, rounds: int = ROUNDS) -> list[float]:
    """The median time of a call of each, after a warm-up; called one after another."""
    times: list[list[float]] = [[] for _ in acts]
    for number in range(-(rounds // 10), rounds):
        for act, mine in zip(acts, times, strict=True):
            began = time.perf_counter()
            act()
            if number >= 0:
                mine.append(time.perf_counter() - began)
    return [statistics.median(mine) * 1000 for mine in times]


def app_over(cloud_url: str, database_url: str, folder: str) -> Flask:
    """The app with this cloud and this ledger."""
    return create_app(
        Config(
            heygen_base_url=cloud_url,
            heygen_api_key="bench",
            openai_api_key="bench",
            persona_file=Path(folder) / "persona.json",
            database_url=database_url,
        )
    )


def fill(app: Flask, count: int) -> None:
    """Put `count` ended sessions into the ledger, spread over the last month."""
    core: Core = app.extensions["core"]
    now = datetime.now(UTC)
    with core.database.write() as connection:
        for number in range(count):
            write_down(connection, number, now - timedelta(days=30) * (number / count))


def write_down(connection: Connection, number: int, began: datetime) -> None:
    """A session of four minutes with two turns, as it is after its end."""
    session = Session(
        id=f"old-{number}",
        state=State.CLOSED,
        cloud="heygen",
        cloud_session_id=f"cloud-old-{number}",
        persona_id=f"persona-{number % 5}",
        opened_by="bench",
        end_reason=EndReason.CLIENT,
        created_at=began,
        ended_at=began + timedelta(minutes=4),
        seen_at=began,
        touched_at=began,
        event_seq=4,
        credits=0.8,
    )
    words = {"state": State.CLOSED.value, "end_reason": EndReason.CLIENT.value}
    connection.execute(insert(table).values({**vars(session), **words}))
    kinds = ({"to": state} for state in ("opening", "open", "closing", "closed"))
    happened = {"session_id": session.id, "at": began, "kind": "state"}
    connection.execute(
        insert(events),
        [{**happened, "seq": seq, "data": to} for seq, to in enumerate(kinds, 1)],
    )
    for role in Role:
        insert_turn(connection, a_turn(session, role))
    settle(connection, session)


def a_turn(session: Session, role: Role) -> Turn:
    """Something that was said."""
    return Turn(
        session_id=session.id,
        number=1,
        role=role,
        text="What a lovely day it is.",
        began_at=session.created_at,
    )


def tidy(url: str) -> None:
    """What PostgreSQL does by itself in the days that a history takes to grow."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def routes(app: Flask) -> Mapping[str, Act]:
    """Each route that looks at sessions."""
    client = app.test_client()
    create = "/persona/heygen/session/create"
    stop = "/persona/heygen/session/stop"

    def open_and_stop() -> None:
        data = client.post(create, json={}).get_json()["data"]
        client.post(stop, json={"session_id": data["session_id"]})

    kept = client.post(create, json={}).get_json()["data"]["session_id"]
    day = datetime.now(UTC).date().isoformat()
    month = (datetime.now(UTC).date() - timedelta(days=29)).isoformat()
    # Answers of the same length from both histories.
    two_of_one = "persona_id=persona-1&limit=2"
    return {
        "create and stop": open_and_stop,
        "GET /sessions/<id>": lambda: client.get(f"/sessions/{kept}"),
        "GET /sessions": lambda: client.get("/sessions?limit=10"),
        "... of one persona": lambda: client.get(f"/sessions?{two_of_one}"),
        "GET .../transcript": lambda: client.get("/sessions/old-3/transcript"),
        "GET /usage (today)": lambda: client.get(f"/usage?from={day}"),
        "GET /usage (30 days)": lambda: client.get(f"/usage?from={month}&by=cloud"),
        "POST beat": lambda: client.post(f"/sessions/{kept}/beat"),
    }


def main(postgres: str) -> None:
    """Print both tables."""
    with quick_cloud(0) as cloud, tempfile.TemporaryDirectory() as folder:
        http = Http(
            name="heygen", base_url=cloud, headers={"X-Api-Key": "b"}, sleep=time.sleep
        )
        client = HeygenClient(http=http)

        def bare() -> None:
            client.stop(client.new({})["session_id"])

        pairs = {"SQLite": [f"sqlite:///{folder}/{name}.db" for name in "ab"]}
        if postgres:
            pairs["PostgreSQL"] = [a_database(postgres) for _ in "ab"]
        for name, urls in pairs.items():
            apps = [app_over(cloud, url, folder) for url in urls]
            for app, count in zip(apps, (SHORT, LONG), strict=True):
                fill(app, count)
            if name == "PostgreSQL":
                for url in urls:
                    tidy(url)
            acts = [routes(app) for app in apps]
            bare_ms, ours_ms = in_turns_ms(bare, acts[0]["create and stop"])
            print(
                f"create and stop: {1000 / bare_ms:.0f}/s at the cloud alone,"
                f" {1000 / ours_ms:.0f}/s through us with {name}"
            )
            print(f"{name}: {SHORT} sessions in history, then {LONG}")
            for route in acts[0]:
                short, long = in_turns_ms(*(each[route] for each in acts))
                times = f"{short:>7.2f} ms {long:>7.2f} ms {long / short:>5.2f}"
                print(f"  {route:<20} {times}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
