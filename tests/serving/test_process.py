"""`python app.py`, from the outside: how it starts, and that nothing outlives it."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import requests

from tests.serving.running import refusal, running
from tests.waiting import until

QUICKLY_S = 5  # measured: 0.5 after SIGINT, 2.4 after SIGTERM


def answers(url):
    host, _, port = url.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except ConnectionRefusedError:
        return False
    return True


def post(app, name, **body):
    return requests.post(f"{app.url}/persona/heygen/{name}", json=body, timeout=20)


def end_reasons(sandbox):
    return [session["end_reason"] for session in sandbox.sessions()]


def ledger_of(folder):
    """State and reason of every session in the app's ledger."""
    with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
        return ledger.execute("SELECT state, end_reason FROM sessions").fetchall()


def avatars_from(sandbox):
    """Settings under which this sandbox is the avatar cloud."""
    return {"HEYGEN_BASE_URL": sandbox.heygen_url, "HEYGEN_API_KEY": "hg-test-key"}


def everything_from(sandbox):
    """Settings under which no sandbox is started: this one is both clouds."""
    model = {"OPENAI_BASE_URL": sandbox.openai_url, "OPENAI_API_KEY": "sk-test-key"}
    return {**avatars_from(sandbox), **model}


def test_the_app_serves_when_it_says_so_and_ctrl_c_ends_all_of_it(tmp_path):
    with running(tmp_path) as app:
        assert requests.get(f"{app.url}/health", timeout=5).json()["status"] == "ok"
        heygen, model = re.findall(r"^  (.+)$", app.banner, re.MULTILINE)
        assert re.match(r"avatar cloud \(HeyGen\): sandbox, since HEYGEN_API_K", heygen)
        assert re.match(r"model server \(.+\): sandbox, since OPENAI_API_KEY", model)
        sandbox = app.address(r"\((http://\S+?)/heygen\)")
        assert answers(sandbox)
        assert len(app.family) == 3
        os.killpg(app.pid, signal.SIGINT)
        assert app.wait() == (0, "")
        assert app.left() == []
        assert not answers(sandbox)


def test_two_apps_serve_side_by_side_on_one_persona_file(tmp_path, sandbox):
    clouds = everything_from(sandbox)
    with running(tmp_path, **clouds) as one, running(tmp_path, **clouds) as other:
        assert one.url != other.url
        title = {"title": "Pilot"}
        assert requests.post(f"{one.url}/persona", json=title, timeout=5).ok
        seen = requests.get(f"{other.url}/persona", timeout=5).json()
        assert seen["title"] == "Pilot"


def test_a_killed_app_leaves_neither_an_orphan_nor_an_open_session(tmp_path, sandbox):
    with running(tmp_path, **avatars_from(sandbox)) as app:
        assert "real" in app.banner
        model_server = app.address(r"\((http://\S+?)/openai/v1\)")
        assert post(app, "session/create").ok
        assert len(app.family) == 3
        app.send(signal.SIGKILL)
        assert app.left() == []
        assert not answers(model_server)
        assert end_reasons(sandbox) == ["stopped"]
        assert "Traceback" not in app.wait()[1]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_no_session_outlives_the_app_though_a_request_hangs_on_a_slow_cloud(
    tmp_path, sandbox, end
):
    with (
        running(tmp_path, **everything_from(sandbox)) as app,
        ThreadPoolExecutor() as pool,
    ):
        assert "sandbox" not in app.banner
        assert post(app, "session/create").ok
        assert post(app, "session/create").ok
        sandbox.fault("/heygen/v2/voices", delay_s=15)
        address = f"{app.url}/persona/heygen/voices"
        pool.submit(requests.get, address, timeout=20)
        until(lambda: sandbox.requests("/heygen/v2/voices"))
        began = time.monotonic()
        app.send(end)
        status, words = app.wait()
        assert time.monotonic() - began < QUICKLY_S
        assert (status, "Traceback" in words) == (0, False)
        assert app.left() == []
        assert end_reasons(sandbox) == ["stopped", "stopped"]


def test_until_it_is_gone_the_app_itself_says_that_it_is_closing(tmp_path, sandbox):
    with running(tmp_path, **everything_from(sandbox)) as app:
        assert post(app, "session/create").ok
        sandbox.fault("/heygen/v1/streaming.stop", delay_s=1.5)
        app.send(signal.SIGTERM)
        until(lambda: sandbox.requests("/heygen/v1/streaming.stop"))
        refused = post(app, "session/create")
        assert refused.status_code == 503
        assert refused.json()["code"] == "shutting_down"
        assert int(refused.headers["Retry-After"]) >= 1
        assert requests.get(f"{app.url}/health", timeout=5).ok
        assert end_reasons(sandbox) == [None]
        status, words = app.wait()
        assert (status, "Traceback" in words) == (0, False)
        assert end_reasons(sandbox) == ["stopped"]
    assert ledger_of(tmp_path) == [("closed", "shutdown")]


def test_a_cloud_that_hangs_cannot_keep_the_app_beyond_drain_s(tmp_path, sandbox):
    settings = {**everything_from(sandbox), "DRAIN_S": "1"}
    with running(tmp_path, **settings) as app:
        assert post(app, "session/create").ok
        sandbox.fault("/heygen/v1/streaming.stop", delay_s=15)
        began = time.monotonic()
        app.send(signal.SIGTERM)
        status, words = app.wait()
        assert time.monotonic() - began < 1 + QUICKLY_S
        assert (status, "Traceback" in words) == (0, False)
        assert "may bill" in words
        assert app.left() == []
    assert ledger_of(tmp_path) == [("closing", "shutdown")]


def test_a_session_that_is_being_opened_at_the_end_is_not_left_open(tmp_path, sandbox):
    with (
        running(tmp_path, **everything_from(sandbox)) as app,
        ThreadPoolExecutor() as pool,
    ):
        sandbox.fault("/heygen/v1/streaming.new", delay_s=1)
        pool.submit(post, app, "session/create")
        until(lambda: sandbox.requests("/heygen/v1/streaming.new"))
        app.send(signal.SIGHUP)  # as a closed terminal does
        assert app.wait()[0] == 0
        assert end_reasons(sandbox) == ["stopped"]


@pytest.mark.parametrize("variable", ["PORT", "SANDBOX_PORT"])
def test_a_port_in_use_is_one_plain_sentence(tmp_path, variable):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, words = refusal(tmp_path, **{variable: str(port)})
    assert status == 1
    (sentence,) = words.splitlines()
    assert f"port {port}" in sentence.lower()
    assert "in use" in sentence
    assert sentence.endswith(f"with {variable}.")


def test_a_broken_persona_file_is_refused_with_its_path_and_line(tmp_path):
    file = tmp_path / "persona.json"
    file.write_text('{\n  "personas": {\n')
    status, words = refusal(tmp_path)
    assert status == 1
    (sentence,) = words.splitlines()
    assert str(file) in sentence
    assert "line 3" in sentence
    assert file.read_text() == '{\n  "personas": {\n'
