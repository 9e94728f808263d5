import pytest
from click.testing import CliRunner

from deliveries.cli import create_group


@pytest.fixture
def run(outbox):
    """Runs the command; `run("resend", "--dead")`."""
    return lambda *words: CliRunner().invoke(create_group(outbox), words)


def test_what_has_not_arrived_is_listed_in_columns(run, add, claims, give_up, clock):
    dead = add("c1", kind="status")
    give_up()
    add("c2")
    claims.done(claims.take())
    clock.advance(61)
    waiting = add("c1", session_id="s22")
    claims.failed(claims.take(), "upstream_timed_out")
    assert [" ".join(line.split()) for line in run("list").output.splitlines()] == [
        "DELIVERY STATE KIND CONVERSATION SESSION ADDED (UTC) TRIES NEXT (UTC) WHY",
        f"{dead} dead status c1 s1 2026-11-20 12:00:00 1 odd",
        f"{waiting} waiting message c1 s22 2026-11-20 12:01:01 1"
        " 2026-11-20 12:01:02 upstream_timed_out",
        "1 waiting, 1 done, 1 dead.",
    ]


def test_no_words_are_listed(run, add):
    add(body={"content": "My name is Ann."})
    assert "Ann" not in run("list").output


def test_one_state_or_the_first_few_are_listed_when_asked_for(run, add, claims):
    done, waiting, later = add("c1"), add("c1"), add("c2")
    claims.done(claims.take())

    def listed(*words):
        lines = run("list", *words).output.splitlines()
        return [line.split()[0] for line in lines[1:-1]]

    assert listed("--state", "done") == [done]
    assert listed("--state", "done", "--state", "waiting") == [done, waiting, later]
    assert listed("--limit", "1") == [waiting]


def test_a_conversations_name_does_not_speak_to_the_terminal(run, add):
    add("\x1b[2Jodd")
    answer = run("list").output
    assert "?[2Jodd" in answer
    assert "\x1b" not in answer


def test_one_is_resent_by_its_id(run, add, give_up, claims):
    delivery_id = add()
    give_up()
    answer = run("resend", delivery_id)
    assert (answer.exit_code, answer.output) == (0, "1 waiting again.\n")
    assert claims.due(9) == [delivery_id]


def test_all_that_was_given_up_is_resent(run, add, give_up, claims):
    ids = [add("c1"), add("c2")]
    give_up()
    give_up()
    assert run("resend", "--dead").output == "2 waiting again.\n"
    assert claims.due(9) == ids


def test_what_cannot_be_resent_fails_with_a_sentence(run, add, claims):
    delivery_id = add()
    claims.done(claims.take())
    for which, why in (
        (delivery_id, "It has been delivered."),
        ("nobody", "There is no such delivery."),
    ):
        answer = run("resend", which)
        assert (answer.exit_code, answer.output) == (1, f"Error: {why}\n")


@pytest.mark.parametrize("words", [(), ("an-id", "--dead")])
def test_it_must_be_said_what_to_resend(run, words):
    answer = run("resend", *words)
    assert answer.exit_code == 2
    assert "Give an id, or --dead." in answer.output
