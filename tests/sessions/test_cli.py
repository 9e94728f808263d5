import pytest
from click.testing import CliRunner

from config import Config
from errors import NotConfigured, TimedOut
from sessions.cli import create_group
from sessions.core import build_core
from sessions.model import CloudSession, EndReason, State
from sessions.order import SessionOrder
from tests.sessions.conftest import ANSWER


class Desk:
    """A command line over its own core, and a server beside it on the same ledger.

    While the command line waits, time passes and the server's janitor does a round.
    """

    def __init__(self, core, server, clock):
        self.core = core
        self.server = server
        self._clock = clock

    def run(self, *words):
        group = create_group(self.core, sleep=self._wait)
        return CliRunner().invoke(group, words)

    def open(self, persona_id="ada"):
        order = SessionOrder(persona_id=persona_id)
        return self.server.sessions.open(order).cloud_session_id

    def state(self, session_id):
        return self.server.sessions.find(session_id).state

    def _wait(self, seconds):
        self._clock.advance(seconds)
        self.server.janitor.round()


@pytest.fixture
def here(cloud):
    """The cloud as the command line reaches it."""
    here = type(cloud)()
    here.name = "heygen"
    return here


@pytest.fixture
def desk(database_url, cloud, here, clock):
    cloud.name = "heygen"
    config = Config(database_url=database_url)
    ours, server = (
        build_core(cloud=one, config=config, now=clock, farewell=lambda _: "")
        for one in (here, cloud)
    )
    yield Desk(ours, server, clock)
    ours.database.close()
    server.database.close()


def test_what_runs_is_listed_in_columns(desk, clock):
    desk.server.sessions.close(desk.open("bob"), EndReason.CLIENT)
    clock.advance(5)
    desk.server.sessions.accept(desk.open(), ANSWER)
    clock.advance(60)
    lines = desk.run("list").output.splitlines()
    assert lines == [
        "SESSION  STATE  PERSONA  OPENED (UTC)         SECONDS  CREDITS  WHY",
        "cloud-2  live   ada      2026-11-20 12:00:05  60       0.20",
    ]


def test_what_has_ended_is_listed_when_asked_for(desk, clock):
    desk.server.sessions.close(desk.open("bob"), EndReason.CLIENT)
    clock.advance(5)
    desk.open()
    every = desk.run("list", "--all").output.splitlines()[1:]
    closed = desk.run("list", "--state", "closed").output.splitlines()[1:]
    assert [line.split()[0] for line in every] == ["cloud-2", "cloud-1"]
    assert [line.split()[-1] for line in closed] == ["client"]
    assert len(desk.run("list", "--all", "--limit", "1").output.splitlines()) == 2


def test_one_is_stopped_by_its_id(desk, here):
    stopped, left = desk.open(), desk.open()
    answer = desk.run("stop", stopped)
    assert answer.exit_code == 0
    assert answer.output == f"{stopped}  closed  client\n1 ended, 0 may still bill.\n"
    assert here.verbs() == ["close"]
    assert desk.state(left) is State.OPEN


def test_stopping_what_nobody_opened_fails_with_a_sentence(desk):
    answer = desk.run("stop", "nobody")
    assert answer.exit_code == 1
    assert answer.output == "Error: There is no such session.\n"


def test_all_are_stopped(desk):
    ids = [desk.open() for _ in range(3)]
    answer = desk.run("stop-all")
    assert answer.exit_code == 0
    assert answer.output.splitlines()[-1] == "3 ended, 0 may still bill."
    assert {desk.state(one) for one in ids} == {State.CLOSED}


def test_a_running_server_ends_what_the_command_line_cannot_reach(desk, here, cloud):
    """Such as the sandbox's sessions, when the command line has no key."""
    session_id = desk.open()
    here.fails["close"] = NotConfigured("HEYGEN_API_KEY is not set.")
    answer = desk.run("stop", session_id)
    assert answer.exit_code == 0
    assert "HEYGEN_API_KEY is not set." in answer.output
    assert "1 ended" in answer.output
    assert cloud.verbs()[-1] == "close"


def test_what_nobody_can_end_is_said_and_fails(desk, here):
    session_id = desk.open()
    here.fails["close"] = TimedOut("The cloud is late.", upstream="heygen")
    desk.server.janitor.round = lambda: None
    answer = desk.run("stop", session_id)
    assert answer.exit_code == 1
    assert "0 ended, 1 may still bill." in answer.output
    assert desk.state(session_id) is State.CLOSING


def test_reconciling_settles_what_the_cloud_has_lost(desk, here, clock):
    lost, kept = desk.open(), desk.open()
    clock.advance(60)
    here.listed = [CloudSession(cloud_session_id=kept, state="connected")]
    answer = desk.run("reconcile")
    assert answer.exit_code == 0
    assert answer.output.splitlines() == [
        f"{lost}  closed  cloud_ended",
        "1 settled, 1 may still bill.",
    ]


def test_reconciling_without_a_key_says_so(desk, here):
    here.fails["live"] = NotConfigured("HEYGEN_API_KEY is not set.")
    answer = desk.run("reconcile")
    assert (answer.exit_code, answer.output) == (
        1,
        "Error: HEYGEN_API_KEY is not set.\n",
    )
