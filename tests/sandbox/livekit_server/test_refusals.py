"""Settings for a LiveKit server that lead nowhere."""

from __future__ import annotations

import socket

import pytest

from sandbox.options import LivekitServer, parse
from tests.livekit_server import KEY, SECRET
from tests.sandbox.fakes import a_box, aio
from tests.sandbox.test_serving import start
from tests.sandbox_server import READY

V2 = {"version": "v2"}


@pytest.fixture
def nowhere():
    """A server on a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"ws://127.0.0.1:{free.getsockname()[1]}"
    return LivekitServer(url=url, key=KEY, secret=SECRET)


def environ(server):
    return {
        "LIVEKIT_URL": server.url,
        "LIVEKIT_API_KEY": server.key,
        "LIVEKIT_API_SECRET": server.secret,
    }


@aio
async def test_without_its_server_a_session_is_refused_and_costs_nothing(nowhere):
    async with a_box(livekit=nowhere) as box:
        refusal = await box.post("new", V2)
        sentence = f"The LiveKit server at {nowhere.url} (LIVEKIT_URL)"
        assert refusal == (
            500,
            {
                "code": 500,
                "message": "Internal server error",
                "details": f"{sentence} cannot be reached.",
            },
        )
        assert (await box.control("GET", "sessions"))["sessions"] == []
        assert (await box.post("new"))[0] == 200


@aio
async def test_a_session_that_never_was_does_not_use_a_token_up(nowhere):
    async with a_box(livekit=nowhere) as box:
        _, answer = await box.post("create_token")
        bearer = {"Authorization": f"Bearer {answer['data']['token']}"}
        assert (await box.post("new", V2, headers=bearer))[0] == 500
        assert (await box.post("new", headers=bearer))[0] == 200


@aio
async def test_a_server_that_takes_other_keys_is_said_to(livekit_server):
    wrong = LivekitServer(url=livekit_server.url, key=KEY, secret="wrong" * 8)
    async with a_box(livekit=wrong) as box:
        status, answer = await box.post("new", V2)
        assert status == 500
        assert answer["details"] == (
            f"The LiveKit server at {wrong.url} (LIVEKIT_URL) takes other keys than"
            " LIVEKIT_API_KEY and LIVEKIT_API_SECRET."
        )


@aio
async def test_the_sandbox_has_no_rooms_of_its_own_beside_those_of_a_server(nowhere):
    async with (
        a_box(livekit=nowhere) as box,
        box.client.get("/livekit/rtc/validate") as answer,
    ):
        assert answer.status == 404


def test_the_start_says_whose_rooms_are_used_and_whether_they_are_there(nowhere):
    child = start("--port", "0", "--stdin-lifeline", **environ(nowhere))
    line = child.stdout.readline()
    _, err = child.communicate(timeout=10)
    assert line.startswith(READY)
    assert line.endswith(f" with the rooms of {nowhere.url}\n")
    assert err.count("\n") == 1
    assert err.endswith(
        f"The LiveKit server at {nowhere.url} (LIVEKIT_URL) cannot be reached.\n"
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"LIVEKIT_API_KEY": ""}, "needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET"),
        ({"LIVEKIT_URL": "livekit.example.com"}, "no address like"),
    ],
)
def test_half_a_setting_is_explained(nowhere, capsys, wrong, words):
    with pytest.raises(SystemExit):
        parse([], environ(nowhere) | wrong)
    assert words in capsys.readouterr().err


def test_no_settings_mean_rooms_of_its_own_and_all_of_them_that_server(nowhere):
    assert parse([], {}).livekit is None
    assert parse([], environ(nowhere)).livekit == nowhere
    assert SECRET not in repr(nowhere)
