"""Many processes on one persona file, and processes that die while they write."""

from __future__ import annotations

import json
import multiprocessing
import random
from contextlib import closing

import pytest

from persona.store import PersonaStore
from tests.persona.workers import (
    COPIES,
    count_up,
    numbered,
    write_until_killed,
)

PROCESSES, UPDATES, KILLS = 8, 100, 100

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def processes():
    """Processes that start in milliseconds, from a server that has imported all."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "tests.persona.workers"])
    return context


def test_concurrent_updates_of_eight_processes_are_all_kept(processes, path):
    store = PersonaStore(path)
    store.update(None, lambda now: numbered(now, 0))
    workers = [
        processes.Process(target=count_up, args=(path, UPDATES))
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert int(store.active().title) == PROCESSES * UPDATES


def test_a_killed_writer_leaves_the_old_file_or_the_new_one(processes, path):
    chance = random.Random(4)
    PersonaStore(path).update(None, lambda now: numbered(now, 0))
    scratch = path.with_name(f".{path.name}.tmp")
    caught_writing = 0
    for _ in range(KILLS):
        stored = write_and_kill(processes, path, patience_s=chance.uniform(0, 0.015))
        found = numbers_in(path)
        assert found in ({stored}, {stored + 1})
        caught_writing += scratch.exists()
    assert caught_writing > 0
    PersonaStore(path).update(None, lambda now: numbered(now, -1))
    assert numbers_in(path) == {-1}
    assert not scratch.exists()


def write_and_kill(processes, path, *, patience_s):
    """Kill a writer in its second write or later; give the last number it stored."""
    ours, theirs = processes.Pipe(duplex=False)
    with closing(ours), closing(theirs):
        writer = processes.Process(target=write_until_killed, args=(path, theirs))
        writer.start()
        stored = ours.recv()
        writer.join(patience_s)
        writer.kill()
        writer.join()
        while ours.poll():
            stored = ours.recv()
        writer.close()
    return stored


def numbers_in(path):
    """All the numbers that the file speaks of; two of them would be a torn write."""
    first = json.loads(path.read_text())["personas"]["1"]
    assert len(first["traits"]) == COPIES
    return {int(first["title"]), *(int(trait[:8]) for trait in first["traits"])}
