"""What the talking face costs and how soon it is there, in a real Chromium.

`python bench/bench_face.py [CYCLES]`; every figure is measured within this one run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.face_cycles import cycles  # noqa: E402
from bench.face_in_browser import watch  # noqa: E402
from sandbox.media.catalog import AVATARS, VOICES  # noqa: E402
from sandbox.media.drawing.artwork import Artwork  # noqa: E402
from sandbox.media.drawing.characters import CHARACTERS  # noqa: E402
from sandbox.media.drawing.compositor import Compositor, Pose  # noqa: E402
from sandbox.media.encoders import QuickVp8Encoder  # noqa: E402
from sandbox.media.gallery import SIZES, Quality  # noqa: E402
from sandbox.media.motion import Motion  # noqa: E402
from sandbox.media.speech import best_speech  # noqa: E402

T = TypeVar("T")
R = TypeVar("R")

FRAMES = 100
TASKS = 6
TEXT = "The quick brown fox jumps over the lazy dog, and then it takes a long nap. " * 4


def main(count: int) -> None:
    """Print the tables."""
    print(f"load average at the start: {os.getloadavg()[0]:.1f}")
    drawing()
    speech()
    first_pictures()
    with sandbox() as (url, process):
        in_browser(url)
        memory(url, process, count)


def drawing() -> None:
    """Cost of a frame, beside that of encoding it."""
    row = "{:<10}{:>12}{:>12}{:>12}{:>8}"
    print("\n" + row.format("size", "paint once", "frame", "VP8 encode", "share"))
    for quality in SIZES:
        start = time.perf_counter()
        art = artwork(quality)
        painted = time.perf_counter() - start
        compositor, motion = Compositor(art), Motion(random.Random(1))
        frames, drawn = timed(
            compositor.frame, [motion.step(None) for _ in range(FRAMES)]
        )
        _, encoded = timed(QuickVp8Encoder().encode, frames)
        costs = (f"{cost * 1e3:.2f} ms" for cost in (painted, drawn, encoded))
        print(row.format(quality, *costs, f"{drawn / encoded:.2f}"))


def artwork(quality: Quality) -> Artwork:
    """The first avatar, painted anew."""
    width, height = SIZES[quality]
    character = CHARACTERS[AVATARS[0].id]
    art = Artwork(character, width=width, height=height, matrix="BT.601")
    Compositor(art).frame(Pose())
    return art


def timed(step: Callable[[T], R], inputs: Iterable[T]) -> tuple[list[R], float]:
    """What a step makes of each input, and its median seconds."""
    results, times = [], []
    for each in inputs:
        start = time.perf_counter()
        results.append(step(each))
        times.append(time.perf_counter() - start)
    return results, median(times)


def speech() -> None:
    """Cost of speaking, as a part of the time it sounds."""
    engine = best_speech()
    engine.synthesise("Warm.", VOICES[0])
    start = time.perf_counter()
    utterance = engine.synthesise(TEXT, VOICES[0])
    took = time.perf_counter() - start
    print(
        f"\n{engine.name}: {took * 1e3:.0f} ms for {utterance.duration_ms / 1e3:.1f} s"
        f" of sound, {took / utterance.duration_ms * 1e3:.4f} of real time"
    )


@contextmanager
def sandbox() -> Iterator[tuple[str, psutil.Process]]:
    """A sandbox of its own on a free port."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--stdin-lifeline"]
    child = subprocess.Popen(
        [*command, "--credits", "100000"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin
    assert child.stdout
    try:
        yield child.stdout.readline().split()[-1], psutil.Process(child.pid)
    finally:
        child.stdin.close()
        child.wait(10)


def first_pictures() -> None:
    """What a viewer waits for who is the first to see an avatar, and the second.

    Each pair has a sandbox of its own that has just said that it is ready.
    """
    row = "{:<26}{:<8}{:>14}{:>14}"
    print("\n" + row.format("answer to first frame", "", "never painted", "painted"))
    for avatar in AVATARS:
        for quality in SIZES:
            with sandbox() as (url, _):
                wishes = {"avatar_name": avatar.id, "quality": quality}
                seen = [watch(url, wishes)["first_frame"] for _ in range(2)]
            waits = (f"{wait:.0f} ms" for wait in seen)
            print(row.format(avatar.id, quality, *waits))


def in_browser(url: str) -> None:
    """What a viewer waits for, in Chromium."""
    row = "{:<14}{:>10}{:>12}{:>18}{:>18}"
    print("\n" + row.format("Chromium", "offer", "1st frame", "audible", "silent"))
    for quality in SIZES:
        seen = watch(url, {"quality": quality}, TASKS)
        waits = (f"{seen[name]:.0f} ms" for name in ("offered", "first_frame"))
        print(
            row.format(quality, *waits, spread(seen["audible"]), spread(seen["silent"]))
        )


def spread(times: list[float]) -> str:
    """Median and worst."""
    return f"{median(times):.0f} ({max(times):.0f}) ms"


def memory(url: str, process: psutil.Process, count: int) -> None:
    """Memory over many sessions, and what stays open."""
    resident = list(cycles(url, process, count))
    marks = sorted({1, count // 4, count // 2, count} - {0})
    print(f"\nmemory after n of {count} create/speak/stop cycles, in MB:")
    print("  " + ", ".join(f"{mark}: {resident[mark - 1]:.0f}" for mark in marks))
    print(f"  open files {process.num_fds()}, threads {process.num_threads()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
