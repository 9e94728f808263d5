"""The sandbox as a process: its line, its ends, its refusals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest
import requests

from tests.sandbox_server import READY, ROOT, SandboxServer


def start(*options, **environ):
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox", *options],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_even_with_a_session_open(name):
    child = start("--port", "0")
    line = child.stdout.readline()
    assert line.startswith(READY)
    url = line.removeprefix(READY).strip()
    key = {"X-Api-Key": "k"}
    answer = requests.post(
        f"{url}/heygen/v1/streaming.new", json={}, headers=key, timeout=10
    )
    assert answer.json()["data"]["sdp"]["type"] == "offer"
    child.send_signal(name)
    out, err = child.communicate(timeout=10)
    assert (child.returncode, out, err) == (0, "", "")


def test_it_ends_when_its_lifeline_does():
    child = start("--port", "0", "--stdin-lifeline")
    assert child.stdout.readline().startswith(READY)
    out, err = child.communicate(timeout=10)
    assert (child.returncode, out, err) == (0, "", "")


def test_a_port_in_use_is_said_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = start("--port", str(port))
        out, err = child.communicate(timeout=10)
    assert (child.returncode, out) == (1, "")
    assert err == (
        f"Port {port} is already in use: stop what runs there,"
        " or choose another with --port.\n"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--port", "70000"), "ports go from 0 to 65535"),
        (("--credits", "-1"), "not an amount"),
        (("--max-sessions", "many"), "invalid"),
    ],
)
def test_a_wrong_command_line_is_explained(options, words):
    child = start(*options)
    _, err = child.communicate(timeout=10)
    assert child.returncode == 2
    assert words in err


def test_limits_and_pace_come_from_the_command_line():
    with SandboxServer("--max-sessions", "1", "--tokens-per-second", "9") as control:
        assert control.call("GET", "limits")["max_sessions"] == 1
        assert control.call("GET", "model")["tokens_per_second"] == 9
