"""A day without the back-end: every session's transcript arrives once, in order.

`python bench/bench_deliveries.py [SESSIONS] [--postgres URL]`

Opens and ends that many proxied sessions of the whole app (1,000) at the sandbox's
LiveAvatar, while its Petya is down for a virtual day; then it answers 500, takes
what it is sent without answering, and hangs. Fails unless each transcript has arrived,
whole, once by its id, in each conversation's order. PostgreSQL: `postgresql://...`; a
database of its own is made there.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import psycopg

from app import create_app
from config import Config
from deliveries.model import State
from tests.cores import NOON, TestClock
from tests.sandbox_server import SandboxControl, SandboxServer

KEY = {"X-Api-Key": "a-customer-of-the-bench"}
STATUS = "/petya/api/v1/avatar/conversations/*/status"
CONVERSATIONS = 300
LANES = 4
STEP_S = 900
DAY = 24 * 3600 // STEP_S
WIDE = ("--max-sessions", "2000", "--credits", "1000000")


def main() -> int:
    """Run it; 1 when anything is lost, doubled or out of order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sessions", nargs="?", type=int, default=1000)
    parser.add_argument("--postgres", default="")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        ledger(given.postgres, Path(folder)) as url,
        SandboxServer(*WIDE) as sandbox,
    ):
        return a_day(sandbox, Path(folder), url, given.sessions)


@contextmanager
def ledger(postgres: str, folder: Path) -> Iterator[str]:
    """The address of an empty ledger."""
    if not postgres:
        yield f"sqlite:///{folder / 'ledger.db'}"
        return
    name = f"bench_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield f"{postgres.rpartition('/')[0]}/{name}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def a_day(sandbox: SandboxControl, folder: Path, url: str, sessions: int) -> int:
    """End sessions, let the day pass, and look at what has arrived."""
    clock = TestClock(NOON)
    sandbox.liveavatar_limits(max_sessions=2000, credits=1_000_000)
    app = create_app(
        Config(
            avatar_cloud="liveavatar",
            liveavatar_base_url=sandbox.liveavatar_url,
            liveavatar_api_key="a-key",
            petya_base_url=sandbox.petya_url,
            petya_auth_token="a-token",
            openai_base_url=sandbox.openai_url,
            openai_api_key="a-key",
            persona_file=folder / "persona.json",
            database_url=url,
            cloud_read_timeout_s=5.0,
        ),
        now=clock,
    )
    link = app.extensions["link"]
    courier, outbox = link.courier, link.outbox

    def one(number: int) -> None:
        talk(app.test_client(), number)

    def steps(count: int) -> None:
        for _ in range(count):
            clock.advance(STEP_S)
            courier.round()
            assert courier.wait(600)

    began = time.monotonic()
    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(one, range(sessions)))
    ended_s = time.monotonic() - began
    began = time.monotonic()
    for count, fault in (
        (DAY, {"status": 503, "times": None}),
        (4, {"status": 500, "times": None}),
        (4, {"drop": "after", "times": None}),
        (2, {"delay_s": 8.0, "times": 16}),
    ):
        sandbox.fault(STATUS, **fault)
        steps(count)
        sandbox.call("DELETE", "faults")
    while outbox.counts()[State.WAITING]:
        steps(1)
    delivered_s = time.monotonic() - began
    lost = complaints(sandbox.deliveries(), sessions)
    print(f"{sessions} sessions ended in {ended_s:.0f} s")
    print(f"a day of outages and {DAY} tries each, then all: {delivered_s:.0f} s")
    print(f"repeats that Petya told apart: {repeats(sandbox.deliveries())}")
    for complaint in lost:
        print(complaint)
    app.extensions["link"].close()
    return int(bool(lost))


def talk(client: Any, number: int) -> None:
    """One conversation's session, from its token to its end."""
    conversation = f"c{number % CONVERSATIONS}"
    body = {"conversation_id": conversation, "quality": "low"}
    minted = client.post("/v1/sessions/token", json=body, headers=KEY).get_json()
    session_id = minted["data"]["session_id"]
    bearer = {"Authorization": f"Bearer {minted['data']['session_token']}"}
    started = client.post("/v1/sessions/start", headers=bearer)
    assert started.status_code == 201, started.get_json()
    for role in ("user", "avatar"):
        words = {"session_id": session_id, "text": f"This is {role} {number}."}
        client.post(f"/v1/streaming.{role}_message", json=words, headers=KEY)
    client.post("/v1/sessions/stop", json={"session_id": session_id}, headers=KEY)


def repeats(deliveries: list[dict[str, Any]]) -> int:
    """How often something came that had come before."""
    return sum(one.get("repeats", 0) for one in deliveries)


def complaints(deliveries: list[dict[str, Any]], sessions: int) -> list[str]:
    """What is lost, doubled, incomplete or out of order."""
    found = []
    times = Counter(one["body"]["sessionId"] for one in deliveries)
    if len(times) != sessions or set(times.values()) != {1}:
        most = max(times.values(), default=0)
        found.append(f"{len(times)} of {sessions} sessions told, up to {most} times")
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for one in deliveries:
        words = [entry["transcript"] for entry in one["body"]["transcript"]]
        number = int(words[0].rstrip(".").split()[-1]) if words else -1
        if words != [f"This is user {number}.", f"This is avatar {number}."]:
            found.append(f"incomplete: {words}")
        numbers[one["conversation_id"]].append(number)
    for conversation, told in numbers.items():
        if any(a > b for a, b in itertools.pairwise(told)):
            found.append(f"{conversation} out of order: {told}")
    return found


if __name__ == "__main__":
    sys.exit(main())
