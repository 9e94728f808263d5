"""What a persona may not hear or say never reaches the cloud, nor the model."""

from dataclasses import replace

import pytest

from errors import InvalidInput, TimedOut
from persona.model import Policy, Variable
from tests.talk.conftest import ADA, answered

SAFE = "Let us talk about trains."
REFUSED = "refused"


class Watchful:
    """A moderation that flags one word, and may fail."""

    def __init__(self):
        self.seen = []
        self.fails = None

    def flags(self, text):
        self.seen.append(text)
        if self.fails:
            raise self.fails
        return "nasty" in text


def test_a_question_it_must_not_hear_is_never_asked(talk, live, cloud, model, events):
    speech = answered(talk.answer(live, "Tell me some rubbish."))
    assert cloud.said() == [SAFE]
    assert (speech.text, speech.notice.code) == (SAFE, REFUSED)
    assert model.asked == []
    assert events(live, "refused") == [{"turn": 1, "role": "user", "why": "word"}]


def test_a_sentence_it_must_not_say_ends_the_reply(talk, live, cloud, model, events):
    model.answer = "I like trains. The election was long. And so on."
    speech = answered(talk.answer(live, "What do you like?"))
    assert cloud.said() == ["I like trains.", SAFE]
    assert speech.notice.code == REFUSED
    assert events(live, "refused") == [
        {"turn": 1, "role": "persona", "why": "topic", "topic": "politics"}
    ]
    assert events(live, "turn")[-1]["warning"] == REFUSED


def test_no_event_tells_the_words(talk, live, sessions):
    answered(talk.answer(live, "Tell me some rubbish."))
    told = sessions.record.events(sessions.find(live).id)
    assert "rubbish" not in str(told)


def test_refused_words_are_kept_from_the_model_later(talk, live, model, clock):
    answered(talk.answer(live, "Tell me some rubbish."))
    clock.advance(60)
    answered(talk.answer(live, "What do you like?"))
    (asked,) = model.asked
    assert "rubbish" not in str(asked)
    assert SAFE in [message.content for message in asked]


def test_what_is_to_be_said_as_it_is_is_checked_too(talk, live, cloud):
    speech = talk.say(live, "All rubbish!")
    assert cloud.said() == [SAFE]
    assert speech.notice.code == REFUSED


def test_values_are_checked_when_they_are_given(talk, begin):
    with pytest.raises(InvalidInput) as caught:
        begin(talk, variables={"visitor": "Rubbish"})
    assert list(caught.value.fields or ()) == ["variables.visitor"]


def test_moderation_is_asked_about_every_sentence_and_the_question(
    make_talk, begin, cloud, model
):
    moderation = Watchful()
    model.answer = "I like trains. Some are nasty. And so on."
    talk = make_talk(moderation=moderation)
    speech = answered(talk.answer(begin(talk), "What do you like?"))
    assert moderation.seen == ["What do you like?", "I like trains.", "Some are nasty."]
    assert cloud.said() == ["I like trains.", SAFE]
    assert speech.notice.code == REFUSED


def test_without_an_answer_of_the_moderation_nothing_is_said(
    make_talk, begin, cloud, model
):
    moderation = Watchful()
    moderation.fails = TimedOut("Too slow.", upstream="openai")
    talk = make_talk(moderation=moderation)
    speech = answered(talk.answer(begin(talk), "What do you like?"))
    assert cloud.said() == ["Sorry, I lost my thread."]
    assert speech.notice.code == "upstream_timed_out"
    assert model.asked == []


def test_values_that_say_something_else_together_are_left_out(make_talk, begin, cloud):
    persona = replace(
        ADA,
        greeting="Hello {{first}} {{last}}. Come in.",
        policy=Policy(words=("red army",)),
        variables=(Variable(name="first"), Variable(name="last")),
    )
    talk = make_talk(persona)
    talk.greet(begin(talk, variables={"first": "red", "last": "army"}))
    assert cloud.said() == ["Come in."]


def test_a_default_that_must_not_be_said_opens_nothing(make_talk, begin, cloud):
    persona = replace(ADA, variables=(Variable(name="first", default="rubbish"),))
    with pytest.raises(InvalidInput):
        begin(make_talk(persona))
    assert cloud.verbs() == []


def test_lines_of_its_own_that_break_the_policy_give_way_to_built_ones(
    make_talk, begin, cloud, model
):
    persona = replace(ADA, apology="Sorry, rubbish day.", safe_line="What rubbish.")
    talk = make_talk(persona)
    session_id = begin(talk)
    model.fails = TimedOut("Late.", upstream="openai")
    answered(talk.answer(session_id, "Hi!"))
    answered(talk.answer(session_id, "rubbish"))
    assert "rubbish" not in " ".join(cloud.said())
    assert "Ada" in cloud.said()[0]


def test_a_phrase_over_three_sentences_is_found(make_talk, begin, cloud, model):
    talk = make_talk(replace(ADA, policy=Policy(words=("shut your mouth",))))
    model.answer = "Shut. Your. Mouth. Now it is fine."
    answered(talk.answer(begin(talk), "Hi!"))
    assert cloud.said() == ["Shut.", "Your.", SAFE]
