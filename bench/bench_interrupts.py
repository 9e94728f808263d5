"""Turns that are interrupted at any moment: is a sentence of one ever sent afterwards?

`python bench/bench_interrupts.py [TURNS] [--lanes N] [--seed N]`. Every turn is a
question, cut short after a random while by an interrupt or by the next question. The
witness is the sandbox's recorder: once the interrupt has been answered, no task of the
turn may arrive at the cloud. The delay of an interrupt on its way through the app is
held against that of the same call made directly.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import requests

from bench.stage import V1, Stage, now, script, stage
from tests.sse import told

BATCH = 40  # the recorder keeps a thousand requests
SENTENCES = 6


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A turn that was interrupted.

    Attributes:
        label: What its sentences begin with; blank when none was written.
        returned_at: When the interrupt was answered.
        asked_at: When it was sent.
    """

    session_id: str
    label: str
    asked_at: float
    returned_at: float


def answer(label: str) -> str:
    """An answer whose every sentence says to which turn it belongs."""
    return " ".join(
        f"{label} goes on with the sentence number {number}."
        for number in range(SENTENCES)
    )


def a_turn(stage: Stage, session_id: str, dice: random.Random) -> Cut:
    """Ask, wait a little, interrupt."""
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(stage.ask, session_id)
        time.sleep(dice.uniform(0, 0.3))
        asked_at = now()
        url = f"{stage.app}/persona/heygen/session/interrupt"
        body = {"session_id": session_id}
        raised = requests.post(url, json=body, timeout=30).json()
        returned_at = now()
        events = told(asking.result().text)
    # An interrupt may overtake the question on its way: then it had nothing to cut.
    cut_it = events[0][1]["turn"] < raised["data"]["turn"]
    said = [data["text"] for name, data in events if name == "sentence"]
    label = said[0].split()[0] if said and cut_it else ""
    return Cut(
        session_id=session_id,
        label=label,
        asked_at=asked_at,
        returned_at=returned_at,
    )


def late_tasks(tasks: Sequence[dict[str, Any]], cuts: Sequence[Cut]) -> int:
    """Tasks that arrived at the cloud though their turn had been interrupted."""
    ended = {cut.label: cut.returned_at for cut in cuts if cut.label}
    found = 0
    for task in tasks:
        label = task["body"]["text"].split()[0]
        found += task["at"] > ended.get(label, float("inf"))
    return found


def delays_ms(seen: Sequence[dict[str, Any]], cuts: Sequence[Cut]) -> list[float]:
    """From an interrupt's sending to its first arrival at the cloud."""
    found = []
    for cut in cuts:
        arrived = [
            one["at"]
            for one in seen
            if one["body"]["session_id"] == cut.session_id
            and cut.asked_at <= one["at"] <= cut.returned_at
        ]
        if arrived:
            found.append((min(arrived) - cut.asked_at) * 1000)
    return found


def direct_ms(stage: Stage, session_id: str, times: int = 200) -> list[float]:
    """The same for calls made to the cloud itself."""
    found = []
    for _ in range(times):
        asked_at = now()
        requests.post(
            f"{stage.sandbox.heygen_url}/v1/streaming.interrupt",
            json={"session_id": session_id},
            headers={"X-Api-Key": "bench"},
            timeout=30,
        ).raise_for_status()
        (*_, last) = stage.sandbox.requests(f"{V1}.interrupt")
        found.append((last["at"] - asked_at) * 1000)
    return found


def p95(figures: Sequence[float]) -> float:
    """The figure below which 95 of 100 lie."""
    return statistics.quantiles(figures, n=20)[-1]


def main() -> int:
    """Measure and print; 1 when a late sentence was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("turns", type=int, nargs="?", default=400)
    parser.add_argument("--lanes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    late = cut_short = 0
    delays: list[float] = []
    with (
        stage(first_token_s=0.03, tokens_per_s=150) as here,
        ThreadPoolExecutor(given.lanes) as pool,
    ):
        sessions = [here.session() for _ in range(given.lanes)]
        direct = direct_ms(here, sessions[0])
        began = time.monotonic()
        for first in range(0, given.turns, BATCH):
            labels = [f"T{number}" for number in range(first, first + BATCH)]
            here.sandbox.call("DELETE", "requests")
            script(here.sandbox, [answer(label) for label in labels])
            lanes = [random.Random(dice.random()) for _ in sessions]

            def run(lane: int, lanes: Sequence[random.Random] = lanes) -> list[Cut]:
                turns = range(lane, BATCH, given.lanes)
                return [a_turn(here, sessions[lane], lanes[lane]) for _ in turns]

            cuts = [cut for lane in pool.map(run, range(given.lanes)) for cut in lane]
            late += late_tasks(here.sandbox.requests(f"{V1}.task"), cuts)
            delays += delays_ms(here.sandbox.requests(f"{V1}.interrupt"), cuts)
            cut_short += sum(bool(cut.label) for cut in cuts)
        took_s = time.monotonic() - began
    print(f"{given.turns} turns in {took_s:.0f} s, {cut_short} cut while being said")
    print(f"sentences sent after their interrupt was answered: {late}")
    print(
        f"interrupt to the cloud, p95: {p95(delays):.1f} ms through the app,"
        f" {p95(direct):.1f} ms directly: {p95(delays) - p95(direct):.1f} ms more"
    )
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
