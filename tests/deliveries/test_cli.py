"""The operator's hands on the outbox."""

import pytest
from click.testing import CliRunner

from deliveries.cli import create_group
from deliveries.model import Fate

WEEK_S = 7 * 24 * 3600


@pytest.fixture
def run(outbox):
    def run(*words):
        return CliRunner().invoke(create_group(outbox), list(words))

    return run


@pytest.fixture
def dead(outbox, add, clock):
    """The id of a dead letter."""
    add("c1", {"text": "My name is Ann."}, kind="status")
    clock.advance(WEEK_S + 1)
    (taken,) = outbox.claim(1, 60)
    outbox.failed(taken, "upstream_rejected")
    return taken.id


def test_what_has_not_arrived_is_listed_without_its_words(run, dead, add):
    add("c2", {"text": "Hello."})
    shown = run("list").output
    assert dead in shown
    assert "upstream_rejected" in shown
    assert "1 waiting, 0 done, 1 dead." in shown
    assert "Ann" not in shown
    assert "c2" not in run("list", "--state", "dead").output


def test_a_dead_letter_is_sent_again(run, dead, outbox):
    assert run("resend", dead).output == "1 to be sent again.\n"
    assert outbox.counts()[Fate.WAITING] == 1


def test_so_are_all_of_them(run, dead, outbox):
    assert run("resend", "--dead").output == "1 to be sent again.\n"
    assert outbox.counts()[Fate.DEAD] == 0


def test_what_is_no_dead_letter_is_refused(run):
    answer = run("resend", "no-such-id")
    assert answer.exit_code == 1
    assert "no dead letter" in answer.output


def test_it_must_be_said_which(run):
    assert run("resend").exit_code == 2
