"""How soon the first sentence of a reply reaches the cloud.

`python bench/bench_first_word.py [ROUNDS]`. The model waits 300 ms before its first
token and then writes 40 a second. Three ways to have its answer spoken, in turns:

- streamed: our way; from the request to the first task at the cloud
- whole: the whole answer first, then a task, as the original demo does
- limit: a reader of the model's own stream, until the first sentence is there. It is
  known to be whole when its last character has come, or (`known`) when what follows
  shows that no more belongs to it, which is the next token.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import requests

from bench.stage import SENTENCES, V1, Stage, now, script, stage

FIRST_TOKEN_S, TOKENS_PER_S = 0.3, 40.0
LENGTHS = (3, 6, 12)


def first_task_ms(stage: Stage, asked_at: float) -> float:
    """From then to the first task the cloud has seen since."""
    tasks = [
        one for one in stage.sandbox.requests(f"{V1}.task") if one["at"] >= asked_at
    ]
    return float((tasks[0]["at"] - asked_at) * 1000)


def streamed_ms(stage: Stage, session_id: str, answer: str) -> float:
    """Our way."""
    script(stage.sandbox, [answer])
    asked_at = now()
    stage.ask(session_id).raise_for_status()
    return first_task_ms(stage, asked_at)


def whole_ms(stage: Stage, session_id: str, answer: str) -> float:
    """The whole answer, then a task."""
    script(stage.sandbox, [answer])
    asked_at = now()
    prompt = {"prompt": "How is your day?"}
    url = f"{stage.app}/openai/complete"
    text = requests.post(url, json=prompt, timeout=60).json()["text"]
    say = {"session_id": session_id, "text": text}
    url = f"{stage.app}/persona/heygen/text"
    requests.post(url, json=say, timeout=60).raise_for_status()
    return first_task_ms(stage, asked_at)


def limit_ms(stage: Stage, answer: str) -> tuple[float, float]:
    """When a reader of the model has the first sentence, and when it knows."""
    script(stage.sandbox, [answer])
    asked_at, text, there = now(), "", 0.0
    for delta in _deltas(stage):
        text += delta
        if len(text) >= len(SENTENCES[0]) and not there:
            there = now()
        if len(text) > len(SENTENCES[0]):
            return (there - asked_at) * 1000, (now() - asked_at) * 1000
    raise AssertionError("the model said something else")


def _deltas(stage: Stage) -> Iterator[str]:
    body = {
        "model": "m",
        "messages": [{"role": "user", "content": "How is your day?"}],
        "stream": True,
    }
    with requests.post(
        f"{stage.sandbox.openai_url}/chat/completions",
        json=body,
        headers={"Authorization": "Bearer bench"},
        stream=True,
        timeout=60,
    ) as answer:
        for line in answer.iter_lines(chunk_size=1):
            if line.startswith(b"data: {"):
                yield json.loads(line[6:])["choices"][0]["delta"].get("content", "")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 15
    with stage(first_token_s=FIRST_TOKEN_S, tokens_per_s=TOKENS_PER_S) as here:
        session_id = here.session()
        streamed_ms(here, session_id, SENTENCES[0])  # connections are made once
        print(
            "medians in ms          streamed  whole  limit  known   a/c  a/known   a/b"
        )
        for length in LENGTHS:
            answer = " ".join(SENTENCES[:length])
            a, b, c, known = [], [], [], []
            for _ in range(rounds):
                a.append(streamed_ms(here, session_id, answer))
                b.append(whole_ms(here, session_id, answer))
                there, sure = limit_ms(here, answer)
                c.append(there)
                known.append(sure)
            a_, b_, c_, k_ = map(statistics.median, (a, b, c, known))
            print(
                f"{length:2} sentences          {a_:8.0f} {b_:6.0f} {c_:6.0f} {k_:6.0f}"
                f"  {a_ / c_:.3f}    {a_ / k_:.3f}  {a_ / b_:.3f}"
            )


if __name__ == "__main__":
    main()
