"""Couriers that are killed lose nothing; who comes next goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from deliveries.model import Fate
from deliveries.outbox import Outbox
from tests.cores import TestClock

ROOT = Path(__file__).parent.parent.parent
CONVERSATIONS, EACH = 20, 15


def test_no_delivery_is_lost_by_kills_at_any_moment(database, database_url, tmp_path):
    outbox = Outbox(database=database, now=TestClock())
    with database.write() as connection:
        for number in range(CONVERSATIONS * EACH):
            outbox.add(
                connection,
                conversation_id=f"c{number % CONVERSATIONS}",
                session_id="s",
                kind="message",
                body={"number": number},
            )
    folder = tmp_path / "received"
    folder.mkdir()
    random.seed(3)
    for patience in [0.05, 0.1, 0.15, 0.2, 30]:
        _work(database_url, folder, patience)
    assert outbox.counts()[Fate.WAITING] == 0
    for number in range(CONVERSATIONS):
        lines = (folder / f"c{number}").read_text().splitlines()
        arrived = list(dict.fromkeys(lines))  # repeats carry the same id
        numbers = [int(line.split()[1]) for line in arrived]
        assert numbers == [number + CONVERSATIONS * step for step in range(EACH)]


def _work(url: str, folder: Path, patience_s: float) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.deliveries.worker", url, str(folder)],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    with worker.stdout:
        assert worker.stdout.readline() == b"ready\n"
        try:
            worker.wait(patience_s)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
