"""What the persona store costs: a read, a read after a change, a write, a crowd.

Run from the root of the repo: `python bench/bench_store.py`. Each figure is also given
as a ratio to plain file work of the same size in the same run.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from persona.model import Persona
from persona.store import SETTLED_NS, SHIPPED, PersonaStore

WRITERS, WRITES = 8, 100


def seconds_each(act: Callable[[], object], times: int) -> float:
    """Median of five runs of `times` acts, per act."""
    runs = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(times):
            act()
        runs.append((time.perf_counter() - start) / times)
    return sorted(runs)[2]


def plain_write(path: Path) -> None:
    """Write the same bytes durably, with no store around it."""
    scratch = path.with_suffix(".plain.tmp")
    with scratch.open("wb") as file:
        file.write(SHIPPED.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path.with_suffix(".plain"))


def toggle(persona: Persona) -> Persona:
    """Change something every time."""
    return replace(persona, title="b" if persona.title == "a" else "a")


def write_many(path: Path) -> None:
    """Do one writer's share."""
    store = PersonaStore(path, lock_timeout_s=60)
    for _ in range(WRITES):
        store.update(None, toggle)


def crowd(path: Path) -> float:
    """Writes per second that all writers get done together."""
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_many, args=(path,)) for _ in range(WRITERS)]
    start = time.perf_counter()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return WRITERS * WRITES / (time.perf_counter() - start)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "persona.json"
        store = PersonaStore(
            path, now_ns=lambda: time.time_ns() + 2 * SETTLED_NS
        )  # a clock ahead: what was just written counts as settled
        fresh = PersonaStore(path, now_ns=lambda: 0)
        store.active()
        fetch = seconds_each(path.read_bytes, 500)
        plain = seconds_each(lambda: plain_write(path), 40)
        figures = [
            ("read, nothing changed", seconds_each(store.active, 5000), fetch, "fetch"),
            ("read after a change", seconds_each(fresh.active, 100), fetch, "fetch"),
            (
                "write",
                seconds_each(lambda: store.update(None, toggle), 40),
                plain,
                "fsync and rename",
            ),
        ]
        for name, each, base, what in figures:
            print(f"{name:24}{each * 1e6:10.1f} us  {each / base:8.2f} x plain {what}")
        rate = crowd(path)
        print(
            f"{WRITERS} processes writing    {rate:10.0f} /s  {rate * plain:8.2f} x"
            " plain fsync and rename"
        )


if __name__ == "__main__":
    main()
