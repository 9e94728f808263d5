"""Fifty replies at once on one process: how soon is each heard, and is its order kept?

`python bench/bench_replies.py [REPLIES] [ROUNDS]`, against one reply alone.
"""

from __future__ import annotations

import statistics
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.bench_interrupts import SENTENCES, answer, p95
from bench.stage import V1, Stage, script, stage
from tests.sse import told


def first_word_ms(stage: Stage, session_id: str) -> float:
    """From the request to the first sentence at the cloud, as the app tells it."""
    for name, data in told(stage.ask(session_id).text):
        if name == "done":
            return float(data["figures"]["first_task_ms"])
    raise AssertionError("the reply has no end")


def out_of_order(stage: Stage, labels: list[str]) -> int:
    """How many replies did not reach the cloud whole and in their order."""
    tasks = [one["body"]["text"] for one in stage.sandbox.requests(f"{V1}.task")]
    found = 0
    for label in labels:
        said = " ".join(text for text in tasks if text.split()[0] == label)
        found += said != answer(label)
    return found


def main() -> int:
    """Measure and print; 1 when an order was not kept."""
    replies = int(sys.argv[1]) if sys.argv[1:] else 50
    rounds = int(sys.argv[2]) if sys.argv[2:] else 5
    alone: list[float] = []
    together: list[float] = []
    broken = 0
    with (
        stage(first_token_s=0.3, tokens_per_s=40) as here,
        ThreadPoolExecutor(replies) as pool,
    ):
        sessions = [here.session() for _ in range(replies)]
        for number in range(rounds):
            for attempt in range(4):
                script(here.sandbox, [answer(f"A{number}.{attempt}")])
                alone.append(first_word_ms(here, sessions[0]))
            here.sandbox.call("DELETE", "requests")
            labels = [f"R{number}.{reply}" for reply in range(replies)]
            script(here.sandbox, [answer(label) for label in labels])
            together += pool.map(lambda one: first_word_ms(here, one), sessions)
            broken += out_of_order(here, labels)
    one = statistics.median(alone)
    half, most = statistics.median(together), p95(together)
    print("first sentence at the cloud, in ms:")
    print(f"  one alone: p50 {one:.0f}")
    print(
        f"  {replies} at once: p50 {half:.0f}, p95 {most:.0f}, {most / one:.2f} of one"
    )
    print(f"replies of {SENTENCES} sentences not whole or not in order: {broken}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
