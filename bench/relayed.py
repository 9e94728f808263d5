"""The pieces of a relay measurement: a quick cloud, the app before it, a load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from bench.load import Load

ROOT = Path(__file__).parent.parent
APP = (sys.executable, "app.py")


@contextmanager
def process(command: Sequence[str], env: Mapping[str, str]) -> Iterator[str]:
    """Run `command` and yield the first address it prints."""
    child = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    try:
        line = next(line for line in child.stdout if "http://" in line)
        yield "http://" + line.split("http://")[1].split()[0]
    finally:
        child.terminate()
        child.wait(20)
        child.stdout.close()


@contextmanager
def quick_cloud(delay_ms: float) -> Iterator[str]:
    """The quick cloud's address."""
    command = [sys.executable, "-m", "bench.quick_cloud", "--delay-ms", str(delay_ms)]
    with process(command, {}) as url:
        yield url


@contextmanager
def app_before(cloud_url: str, command: Sequence[str] = APP) -> Iterator[str]:
    """The address of the app, with `cloud_url` as its HeyGen."""
    with app_with({"HEYGEN_BASE_URL": cloud_url}, command) as url:
        yield url


@contextmanager
def app_with(
    settings: Mapping[str, str], command: Sequence[str] = APP
) -> Iterator[str]:
    """The address of the app, with these settings and a new ledger."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PORT": "0",
            "HEYGEN_API_KEY": "bench",
            "OPENAI_API_KEY": "bench",
            "LOG_LEVEL": "WARNING",
            "PERSONA_FILE": str(Path(folder) / "persona.json"),
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'ledger.db'}",
            **settings,
        }
        with process(command, env) as url:
            _wait_until_healthy(url)
            yield url


def _wait_until_healthy(url: str) -> None:
    """Some servers print their address before they serve."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(requests.ConnectionError):
            requests.get(f"{url}/health", timeout=5).raise_for_status()
            return
        time.sleep(0.05)
    raise TimeoutError(url)


def live_session(app_url: str) -> str:
    """Open and start a session through the app."""
    face = f"{app_url}/persona/heygen/session"
    data = requests.post(f"{face}/create", json={}, timeout=10).json()["data"]
    start = {"session_id": data["session_id"], "sdp": "v=0"}
    requests.post(f"{face}/start", json=start, timeout=10).raise_for_status()
    return str(data["session_id"])


def load(url: str, bodies: Sequence[Mapping[str, object]], seconds: float) -> Load:
    """Run the load in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", url, str(seconds)],
        cwd=ROOT,
        input="\n".join(map(json.dumps, bodies)),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Load(**json.loads(done.stdout))


def direct_and_relayed(
    cloud: str, app: str, callers: int, seconds: float
) -> tuple[Load, Load]:
    """The same task, to the cloud itself and through the app; a session per caller."""
    with ThreadPoolExecutor(16) as pool:
        sessions = list(pool.map(lambda _: live_session(app), range(callers)))
    text = "Hello there."
    task = [{"session_id": s, "text": text, "task_type": "repeat"} for s in sessions]
    direct = load(f"{cloud}/v1/streaming.task", task, seconds)
    body = [{"session_id": s, "text": text} for s in sessions]
    return direct, load(f"{app}/persona/heygen/text", body, seconds)
