from errors import TimedOut
from sessions.model import Role


def said(sessions, session_id):
    turns = sessions.record.turns(sessions.find(session_id).id)
    return [(turn.role, turn.text) for turn in turns]


def test_question_and_answer_are_written_down(post, live, sessions):
    post("text", session_id=live, text="What do you do?", generate_ai_response=True)
    assert said(sessions, live) == [
        (Role.USER, "What do you do?"),
        (Role.PERSONA, "I study engineering. It is fun!"),
    ]


def test_a_question_is_written_down_before_anybody_has_an_answer(
    post, live, sessions, model
):
    model.fails = TimedOut("Late.", upstream="openai")
    post("text", session_id=live, text="What do you do?", generate_ai_response=True)
    assert said(sessions, live) == [(Role.USER, "What do you do?")]


def test_what_is_only_to_be_said_is_nobodys_question(post, live, sessions):
    post("text", session_id=live, text="Good morning.")
    assert said(sessions, live) == [(Role.PERSONA, "Good morning.")]


def test_a_session_knows_which_face_opened_it(live, sessions):
    assert sessions.find(live).opened_by == "persona"
