"""What was said goes to the model: the newest of it, and the rest in short."""

import pytest

from errors import TimedOut
from sessions.model import Role, Turn
from tests.talk.conftest import answered
from tests.waiting import until

LONG = "Trains are long because many people wish to travel" + ", and more do" * 8 + "."


@pytest.fixture
def ask(clock):
    """Asks, and lets the answer be said to its end."""

    def ask(talk, session_id, text):
        answered(talk.answer(session_id, text))
        clock.advance(60)

    return ask


def contents(messages):
    return [message.content for message in messages]


def test_what_was_said_before_is_remembered(talk, live, model, clock, ask):
    talk.greet(live)
    clock.advance(60)
    ask(talk, live, "What do you like?")
    ask(talk, live, "Why?")
    assert contents(model.asked[1])[1:] == [
        "Hello, I am Ada.",
        "What do you like?",
        model.answer,
        "Why?",
    ]
    assert [message.role.value for message in model.asked[1]] == [
        *("system", "assistant", "user", "assistant", "user")
    ]


def test_what_was_cut_off_is_remembered_as_far_as_it_was_heard(
    talk, live, model, sessions, clock
):
    answered(talk.answer(live, "What do you like?"))
    clock.advance(0.8)  # a task takes half a second
    sessions.interrupt(live)
    answered(talk.answer(live, "Why?"))
    assert contents(model.asked[1])[1:] == [
        "What do you like?",
        "I like trains. They are …",
        "Why?",
    ]


def test_a_question_that_cuts_in_knows_how_far_it_was_heard(talk, live, model, clock):
    answered(talk.answer(live, "What do you like?"))
    clock.advance(0.8)
    answered(talk.answer(live, "Why?"))
    assert contents(model.asked[1])[1:] == [
        "What do you like?",
        "I like trains. They are …",
        "Why?",
    ]


def test_sessions_do_not_remember_each_other(talk, begin, model, ask):
    ask(talk, begin(talk), "I am Lena.")
    ask(talk, begin(talk), "Who am I?")
    assert contents(model.asked[1])[1:] == ["Who am I?"]


def test_a_long_conversation_keeps_its_newest_part(make_talk, begin, model, ask):
    talk = make_talk(memory_tokens=30)
    session_id = begin(talk)
    for number in range(8):
        ask(talk, session_id, f"Question number {number}?")
    conversations = [contents(asked) for asked in model.asked]
    (asked,) = (one for one in conversations if one[-1] == "Question number 7?")
    assert "Question number 0?" not in asked
    assert asked[-2] == model.answer


def test_a_persona_may_have_no_memory_at_all(make_talk, begin, model, ask):
    talk = make_talk(memory_tokens=0)
    session_id = begin(talk)
    ask(talk, session_id, "I am Lena.")
    ask(talk, session_id, "Who am I?")
    assert [contents(asked)[1:] for asked in model.asked] == [
        ["I am Lena."],
        ["Who am I?"],
    ]


def test_what_fell_out_is_summed_up_and_handed_on(
    make_talk, begin, model, sessions, ask
):
    talk = make_talk(memory_tokens=40)
    session_id = begin(talk)
    ask(talk, session_id, "My name is Lena and I like boats.")
    for number in range(4):
        ask(talk, session_id, f"Question number {number}?")
    session = until(lambda: _summed_up(sessions, session_id))
    requests = [
        messages
        for messages in model.asked
        if messages[0].content.startswith("Summarise this conversation")
    ]
    assert "Visitor: My name is Lena and I like boats." in requests[0][1].content
    assert f"Persona: {model.answer}" in requests[0][1].content
    assert session.summary == model.answer  # the model says the same to everything
    ask(talk, session_id, "Who am I?")
    last = next(asked for asked in reversed(model.asked) if len(asked) > 2)
    assert last[1].content.startswith("Earlier in this conversation")
    assert last[1].content.endswith(model.answer)


def _summed_up(sessions, session_id):
    session = sessions.find(session_id)
    return session if session.summed_up_to else None


def test_a_summary_loses_nothing_that_was_written_down_late(
    make_talk, begin, model, sessions, clock, ask
):
    talk = make_talk(memory_tokens=50)
    session_id = begin(talk)
    ask(talk, session_id, "What do you like?")
    late = Turn(
        session_id=sessions.find(session_id).id,
        number=sessions.turn(session_id),
        role=Role.PERSONA,
        text=LONG,
        began_at=clock(),
    )
    sessions.heard(session_id, "My name is Lena.", cut_in=True)
    sessions.record.add(late)
    ask(talk, session_id, "Why?")
    session = until(lambda: _summed_up(sessions, session_id))
    left = sessions.record.turns(session.id, after=session.summed_up_to)
    assert [turn.text for turn in left] == [
        *(LONG, "My name is Lena.", "Why?", model.answer)
    ]


def test_a_summary_that_fails_costs_nothing_but_memory(
    make_talk, begin, model, sessions, caplog, ask
):
    talk = make_talk(memory_tokens=10)
    session_id = begin(talk)
    model.fails_whole = TimedOut("Late.", upstream="openai")
    for number in range(3):
        ask(talk, session_id, f"Question number {number}?")
    until(lambda: "not summed up" in caplog.text)
    assert sessions.find(session_id).summary == ""


def test_erasing_the_words_erases_what_was_made_of_them(
    make_talk, begin, model, sessions, ask
):
    talk = make_talk(memory_tokens=20)
    session_id = begin(talk)
    for number in range(3):
        ask(talk, session_id, f"Question number {number}?")
    until(lambda: _summed_up(sessions, session_id))
    sessions.record.erase(sessions.find(session_id).id)
    assert sessions.find(session_id).summary == ""
    ask(talk, session_id, "And now?")
    asked = contents(model.asked[-1])
    assert len(asked) == 2


def test_a_summary_made_of_words_erased_meanwhile_is_thrown_away(
    talk, live, model, sessions, ask
):
    ask(talk, live, "What do you like?")
    session = sessions.find(live)
    sessions.record.erase(session.id)
    sessions.ledger.sum_up(session, "She likes trains.", 99)
    assert sessions.find(live).summary == ""
