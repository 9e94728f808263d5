"""What the ledger costs: creates with and without it, and routes after long history.

`python bench/bench_sessions.py [POSTGRES_URL]`. The cloud answers at once, so that
what is measured is ours; every figure is a ratio within this run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask
from sqlalchemy import insert

from app import create_app
from bench.relayed import quick_cloud
from config import Config
from heygen.client import HeygenClient
from sessions.core import Core
from sessions.tables import sessions as table
from upstream.http import Http

ROUNDS = 400
SHORT, LONG = 10, 10_000


def per_call_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of one call, after a warm-up."""
    for _ in range(rounds // 10):
        act()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


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
    rows = []
    for number in range(count):
        created_at = now - timedelta(days=30) * (number / count)
        rows.append(
            {
                "id": f"old-{number}",
                "cloud": "heygen",
                "cloud_session_id": f"cloud-old-{number}",
                "persona_id": f"persona-{number % 5}",
                "opened_by": "bench",
                "state": "closed",
                "end_reason": "client",
                "created_at": created_at,
                "ended_at": created_at + timedelta(minutes=4),
                "seen_at": created_at,
                "touched_at": created_at,
                "turn": 0,
                "event_seq": 0,
                "credits": 0.8,
                "attempts": 0,
            }
        )
    with core.database.write() as connection:
        connection.execute(insert(table), rows)


def routes(app: Flask) -> dict[str, float]:
    """Milliseconds of each route that looks at sessions."""
    client = app.test_client()
    create = "/persona/heygen/session/create"
    stop = "/persona/heygen/session/stop"

    def open_and_stop() -> None:
        data = client.post(create, json={}).get_json()["data"]
        client.post(stop, json={"session_id": data["session_id"]})

    kept = client.post(create, json={}).get_json()["data"]["session_id"]
    day = datetime.now(UTC).date().isoformat()
    return {
        "create and stop": per_call_ms(open_and_stop, ROUNDS // 2),
        "GET /sessions/<id>": per_call_ms(lambda: client.get(f"/sessions/{kept}")),
        "GET /sessions": per_call_ms(lambda: client.get("/sessions?limit=10")),
        "GET /usage (today)": per_call_ms(lambda: client.get(f"/usage?from={day}")),
        "POST beat": per_call_ms(lambda: client.post(f"/sessions/{kept}/beat")),
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

        bare_ms = per_call_ms(bare)
        print(f"create and stop, the cloud alone: {1000 / bare_ms:.0f}/s")
        ledgers = {"SQLite": f"sqlite:///{folder}/short.db"}
        if postgres:
            ledgers["PostgreSQL"] = postgres
        for name, url in ledgers.items():
            app = app_over(cloud, url, folder)
            fill(app, SHORT)
            short = routes(app)
            ours_ms = short["create and stop"]
            print(
                f"create and stop, through us with {name}: {1000 / ours_ms:.0f}/s,"
                f" {bare_ms / ours_ms:.2f} of the cloud alone"
            )
            fill_more = app_over(cloud, url, folder)
            _clear(fill_more)
            fill(fill_more, LONG)
            long = routes(fill_more)
            print(f"{name}: {SHORT} sessions in history, then {LONG}")
            for route, ms in short.items():
                ratio = long[route] / ms
                print(
                    f"  {route:<20} {ms:>7.2f} ms {long[route]:>7.2f} ms {ratio:>5.2f}"
                )


def _clear(app: Flask) -> None:
    core: Core = app.extensions["core"]
    with core.database.write() as connection:
        for other in reversed(table.metadata.sorted_tables):
            connection.execute(other.delete())


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
