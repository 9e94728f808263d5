import socket

import pytest
import requests

from errors import NotConfigured
from serving.sandbox_process import SandboxProcess


@pytest.fixture
def process():
    sandbox = SandboxProcess()
    yield sandbox
    sandbox.stop()


def test_it_serves_when_start_returns_and_is_gone_when_stop_does(process):
    url = process.start(0)
    assert requests.get(f"{url}/_sandbox/health", timeout=5).json() == {"status": "ok"}
    process.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/_sandbox/health", timeout=5)


def test_stopping_twice_or_before_the_start_is_harmless(process):
    process.stop()
    process.start(0)
    process.stop()
    process.stop()


def test_the_settings_of_a_livekit_server_reach_it(process):
    with pytest.raises(NotConfigured) as refusal:
        process.start(0, {"LIVEKIT_URL": "livekit.example.com"})
    assert "LIVEKIT_URL is no address like" in refusal.value.message


def test_a_port_in_use_is_a_sentence_about_the_setting(process):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotConfigured) as refusal:
            process.start(port)
    assert refusal.value.message == (
        f"Port {port} is in use; choose another with SANDBOX_PORT."
    )
