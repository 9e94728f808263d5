"""A reply's way to the cloud, sentence by sentence, and what the ledger tells of it."""

from datetime import timedelta

import pytest

from errors import Rejected, WrongState
from sessions.model import EndReason, Role
from sessions.order import SessionOrder
from tests.cores import NOON
from tests.sessions.conftest import ANSWER

FIGURES = {"first_token_ms": 300.0, "first_task_ms": 512.5}


def turns(service, session_id):
    return service.record.turns(service.find(session_id).id)


def events(service, session_id, kind):
    found = service.record.events(service.find(session_id).id)
    return [event.data for event in found if event.kind == kind]


def test_sentences_are_one_turn_that_grows_with_each(service, live, clock):
    with service.voice(live) as voice:
        voice.say("One.")
        (turn,) = turns(service, live)
        assert (turn.text, turn.role) == ("One.", Role.PERSONA)
        assert events(service, live, "turn") == []
        clock.advance(0.2)
        voice.say("Two.")
        voice.finish(figures=FIGURES)
    (turn,) = turns(service, live)
    assert turn.text == "One. Two."
    assert [task["at_ms"] for task in turn.tasks] == [0.0, 200.0]
    assert turn.ends_at == NOON + timedelta(seconds=1)  # half a second each
    assert turn.figures == FIGURES
    assert not turn.interrupted


def test_its_end_is_an_event_with_figures_and_no_words(service, live):
    with service.voice(live) as voice:
        voice.say("My secret.")
        voice.finish(figures=FIGURES, warning="refused")
    (event,) = events(service, live, "turn")
    assert event == {
        "number": 0,
        "role": "persona",
        "tasks": ["task-1"],
        "warning": "refused",
        "figures": FIGURES,
    }
    assert service.find(live).last_reply == FIGURES


def test_one_that_is_interrupted_keeps_what_could_be_heard(service, live, clock):
    with service.voice(live) as voice:
        voice.say("One.")
        clock.advance(0.6)
        service.interrupt(live)
        assert voice.is_cut
        assert voice.say("Two.") is None
    (turn,) = turns(service, live)
    assert (turn.text, turn.interrupted) == ("One.", True)
    assert events(service, live, "turn")[-1]["interrupted"]


def test_a_cut_is_told_to_whoever_writes_the_words(service, live):
    told = []
    with service.voice(live) as voice:
        voice.on_cut(lambda: told.append("cut"))
        service.interrupt(live)
        assert told == ["cut"]


def test_the_end_of_the_session_cuts_it_and_says_so(service, live):
    with (
        pytest.raises(WrongState, match="it was stopped"),
        service.voice(live) as voice,
    ):
        service.close(live, EndReason.CLIENT)
        assert voice.is_cut
        voice.say("Too late.")


def test_a_turn_that_is_over_has_no_voice(service, live, cloud):
    service.interrupt(live)
    with service.voice(live, turn=0) as voice:
        assert voice.is_cut
        assert voice.say("Too late.") is None
    assert turns(service, live) == []
    assert cloud.said() == []


def test_what_the_cloud_refuses_ends_it_and_the_rest_stays_written_down(
    service, live, cloud
):
    with pytest.raises(Rejected), service.voice(live) as voice:
        voice.say("One.")
        cloud.fails["speak"] = Rejected("no", upstream="fake")
        voice.say("Two.")
    (turn,) = turns(service, live)
    assert (turn.text, turn.warning) == ("One.", "upstream_rejected")
    assert events(service, live, "turn")[-1]["warning"] == "upstream_rejected"


def test_words_erased_while_they_are_said_do_not_come_back(service, live):
    with service.voice(live) as voice:
        voice.say("My secret.")
        service.record.erase(service.find(live).id)
        voice.say("And another.")
        voice.finish()
    (turn,) = turns(service, live)
    assert (turn.text, turn.tasks, turn.erased) == ("", (), True)


def test_a_user_who_cuts_in_begins_a_turn(service, live, cloud):
    service.speak(live, "A long story.")
    heard = service.heard(live, "Wait!", cut_in=True)
    assert (heard.turn, heard.cut_in) == (1, True)
    service.hush(live, heard)
    assert cloud.verbs()[-1] == "interrupt"
    persona, user = turns(service, live)
    assert persona.interrupted
    assert (user.text, user.number, user.id) == ("Wait!", 1, heard.id)


def test_a_user_who_cuts_in_on_silence_disturbs_nobody(service, live, cloud, clock):
    service.speak(live, "Short.")
    clock.advance(2)
    heard = service.heard(live, "And now?", cut_in=True)
    assert not heard.cut_in
    service.hush(live, heard)
    assert "interrupt" not in cloud.verbs()


def test_two_sessions_do_not_hear_each_other(service, live, cloud):
    other = service.open(SessionOrder(persona_id="ada")).cloud_session_id
    service.accept(other, ANSWER)
    with service.voice(live) as one, service.voice(other) as two:
        service.interrupt(live)
        assert (one.is_cut, two.is_cut) == (True, False)
        assert two.say("Still here.")


def test_whatever_breaks_off_a_reply_its_end_is_written_down(service, live):
    with pytest.raises(ZeroDivisionError), service.voice(live) as voice:
        voice.say("One.")
        raise ZeroDivisionError
    assert events(service, live, "turn")


def test_what_the_cloud_answers_by_itself_frees_the_floor(service, live, cloud):
    with service.voice(live) as voice:
        task = voice.converse("Who are you?")
        assert (task.task_id, task.text) == ("talk-1", "")
        assert voice.say("And I say this.") is not None
    assert cloud.calls[-2:] == [
        ("converse", "Who are you?"),
        ("speak", "And I say this."),
    ]


def test_a_turn_that_is_over_asks_the_cloud_nothing(service, live, cloud):
    service.interrupt(live)
    with service.voice(live, turn=0) as voice:
        assert voice.converse("Who are you?") is None
    assert "converse" not in cloud.verbs()
