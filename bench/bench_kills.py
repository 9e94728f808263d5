"""Kills servers at random points of random acts, and counts what nobody accounts for.

`python bench/bench_kills.py [ROUNDS] [--cloud liveavatar] [--lanes N] [--seed N]
[--postgres URL]`

Every round: one to six acts, each held at a step of its own or none, then SIGKILL and
a restart; five seconds later the cloud may run nothing that the ledger does not call
live. With a PostgreSQL (`postgresql://...`; each lane makes a database of its own
there), two servers share the ledger and one or both are killed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import psycopg

from tests.clouds import CLOUDS
from tests.faults.kill_points import POINTS
from tests.faults.kills import SETTLED_WITHIN_S, Victims
from tests.sandbox_server import SandboxServer
from tests.waiting import until


@dataclass
class Tally:
    """What the rounds of a lane came to."""

    rounds: int = 0
    acts: int = 0
    sessions: int = 0
    credits: float = 0.0
    late: int = 0
    slowest_s: float = 0.0


def a_round(victims: Victims, dice: random.Random, tally: Tally) -> None:
    """Kill, restart, look."""
    victims.renew()
    which = list(range(len(victims.apps)))
    if len(which) > 1 and dice.random() < 0.5:
        which = [0]
    if dice.random() < 0.7:
        points = dice.sample(POINTS[victims.cloud.name], dice.randint(1, 6))
        victims.reach(points, lambda: victims.kill(which))
    else:
        points = []
        acts = [dice.choice(list(victims.acts)) for _ in range(dice.randint(1, 6))]
        tally.acts += len(acts)

        def soon() -> None:
            time.sleep(dice.uniform(0, 0.06))
            victims.kill(which)

        victims.scatter(acts, soon)
    victims.restart(which)
    began = time.monotonic()
    try:
        until(victims.settled, within_s=SETTLED_WITHIN_S)
    except AssertionError:
        tally.late += 1
        print("not settled in time:", points, which, flush=True)
    tally.slowest_s = max(tally.slowest_s, time.monotonic() - began)
    sessions, credits = victims.unaccounted()
    if sessions or credits:
        print("unaccounted:", points, which, sessions, credits, flush=True)
    tally.rounds += 1
    tally.acts += len(points)
    tally.sessions += sessions
    tally.credits += credits


def lane(rounds: int, seed: int, cloud: str, postgres: str) -> Tally:
    """Rounds over a sandbox, a ledger and servers of their own."""
    tally, dice = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, SandboxServer() as sandbox:
        url = a_database(postgres) if postgres else f"sqlite:///{folder}/ledger.db"
        count = 2 if postgres else 1
        kind = CLOUDS[cloud]
        with Victims(sandbox, Path(folder), url, kind, count) as victims:
            for _ in range(rounds):
                a_round(victims, dice, tally)
    return tally


def a_database(postgres: str) -> str:
    """The address of a new database on that server."""
    name = f"kills_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = postgres.split("?")
    address = parts[0].rpartition("/")[0] + f"/{name}"
    return "?".join([address, *parts[1:]])


def main(argv: Sequence[str] | None = None) -> int:
    """Run it; 1 when anything was left unaccounted for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=20)
    parser.add_argument("--cloud", choices=CLOUDS, default="heygen")
    parser.add_argument("--lanes", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", default="")
    given = parser.parse_args(argv)
    shares = [
        given.rounds // given.lanes + (n < given.rounds % given.lanes)
        for n in range(given.lanes)
    ]
    began = time.monotonic()
    with ThreadPoolExecutor(given.lanes) as pool:
        seeds = [given.seed * 1000 + n for n in range(given.lanes)]
        either = [[one] * given.lanes for one in (given.cloud, given.postgres)]
        tallies = [*pool.map(lane, shares, seeds, *either)]
    total = Tally(
        rounds=sum(t.rounds for t in tallies),
        acts=sum(t.acts for t in tallies),
        sessions=sum(t.sessions for t in tallies),
        credits=sum(t.credits for t in tallies),
        late=sum(t.late for t in tallies),
        slowest_s=max(t.slowest_s for t in tallies),
    )
    took_s = time.monotonic() - began
    print(f"{given.cloud}: {total.rounds} rounds, {total.acts} acts, {took_s:.0f} s")
    print(f"unaccounted: {total.sessions} sessions, {total.credits:.2f} credits")
    print(f"not settled within 5 s: {total.late}; slowest {total.slowest_s:.1f} s")
    return int(bool(total.sessions or total.credits or total.late))


if __name__ == "__main__":
    sys.exit(main())
