"""A conversation is remembered: names, questions, what was said already."""

from __future__ import annotations

import pytest

from sandbox.mind.mind import reply
from tests.sandbox.mind.personas import AGENT, PROMPTS, SANTA, STUDENT


def talk(prompt, *words, seed=0):
    """Every answer of a conversation."""
    messages = [{"role": "system", "content": prompt}]
    answers = []
    for one in words:
        messages.append({"role": "user", "content": one})
        answers.append(reply(messages, seed=seed))
        messages.append({"role": "assistant", "content": answers[-1]})
    return answers


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_the_same_conversation_and_seed_give_the_same_words(prompt):
    words = ("Hello", "What do you like?", "And your goals?", "thanks")
    assert talk(prompt, *words, seed=4) == talk(prompt, *words, seed=4)
    several = {tuple(talk(prompt, *words, seed=seed)) for seed in range(8)}
    assert len(several) > 3


@pytest.mark.parametrize(
    "introduction",
    ["My name is Tom.", "I'm Tom", "Hi, I am Tom, nice to meet you", "call me tom"],
)
def test_the_visitors_name_is_used_and_remembered(introduction):
    answers = talk(
        STUDENT, introduction, "What do you like?", "What is my name?", "bye"
    )
    assert "Tom" in answers[0]
    assert answers[2] == "You're Tom, of course."
    assert "Tom" in answers[3]


def test_a_name_alone_is_one_when_it_was_asked_for():
    answers = talk(STUDENT, "What is your name?", "Tom", "Do you remember my name?")
    assert "what's your name" in answers[0]
    assert "Tom" in answers[1]
    assert "Tom" in answers[2]


def test_no_name_is_made_up():
    (answer,) = talk(STUDENT, "What is my name?")
    assert "told" in answer or "mentioned" in answer
    (answer,) = talk(STUDENT, "I'm tired")
    assert "Tired" not in answer


def test_what_the_visitor_told_can_be_asked_back():
    answers = talk(
        STUDENT,
        "I love chess",
        "I am from Madrid",
        "What do you know about me?",
        "What did I say first?",
    )
    assert "you like chess" in answers[2]
    assert "you are from madrid" in answers[2].lower()
    assert "I love chess" in answers[3]


def test_a_question_asked_again_is_answered_in_other_words():
    first, second, third = talk(STUDENT, *["What is your job?"] * 3)
    assert len({first, second, third}) == 3
    assert "again" in second or "said" in second or "mentioned" in second
    assert all("computer science student" in one for one in (first, second, third))


def test_tell_me_more_says_what_is_new():
    prompt = STUDENT.replace(
        "a plant that tweets when it is thirsty",
        "a plant that tweets when it is thirsty and thanks whoever brings the water to"
        " it in time; a clock that runs backwards",
    )
    first, second = talk(prompt, "Tell me about your projects", "tell me more")
    assert "bench" in first
    assert "clock" in second
    assert "bench" not in second


def test_the_word_before_is_repeated_on_request():
    first, second = talk(SANTA, "What do you like?", "Could you say that again?")
    assert second == first


def test_and_you_goes_back_to_what_was_spoken_of():
    (answer,) = talk(STUDENT, "I love chess, and you?")
    assert "rock climbing" in answer
    answers = talk(STUDENT, "Hello!", "How are you?", "I'm fine, and you?")
    assert "rock climbing" not in answers[2]


def test_a_shared_interest_is_noticed():
    (answer,) = talk(STUDENT, "I love board games")
    assert "I love board games" in answer


def test_two_questions_get_two_answers():
    (answer,) = talk(STUDENT, "What's your name and where do you study?")
    assert "Lena Hofer" in answer
    assert "Lakeside University" in answer


def test_one_thing_asked_for_gets_just_that_thing():
    (answer,) = talk(STUDENT, "Do you know Rust?")
    assert answer.startswith("Yes!")
    assert "Rust" in answer
    assert "Python" not in answer
    (answer,) = talk(STUDENT, "Tell me about the thirsty plant")
    assert "plant that tweets" in answer
    assert "bench" not in answer


def test_the_first_words_are_the_greeting_or_an_introduction():
    greeting = "Greeting: Hey, Lena here!\n"
    assert talk(greeting + STUDENT, "Hello")[0].startswith("Hey, Lena here!")
    opening = reply([{"role": "system", "content": STUDENT}])
    assert "Lena Hofer" in opening


def test_questions_back_do_not_come_twice():
    answers = talk(STUDENT, *["What do you like?", "What are your goals?"] * 4)
    asked = [one.rsplit(". ", 1)[-1] for one in answers if one.endswith("?")]
    assert asked
    assert len(asked) == len(set(asked))


def test_santa_sounds_like_santa_and_promises_nothing():
    answers = talk(
        SANTA, "Hello Santa!", "I want a red bicycle", "Are you real?", "bye"
    )
    assert sum("ho ho" in one.lower() for one in answers) >= 3
    assert "a red bicycle" in answers[1].lower()
    assert "promise" in answers[1] or "our best" in answers[1]


def test_a_support_agent_goes_step_by_step():
    answers = talk(
        AGENT,
        "My router does not work",
        "It shows a red light",
        "Still red",
        "No change",
        "thanks",
    )
    assert "step" in answers[0]
    assert answers[0].endswith("?")
    assert len(set(answers)) == len(answers)
    assert "restart" in " ".join(answers[1:4])


def test_several_pieces_of_news_are_taken_in_one_by_one():
    answers = talk(
        STUDENT,
        "Hi, I'm Sam, I'm from Berlin and I love trains",
        "Do you remember where I'm from?",
    )
    assert "Sam" in answers[0]
    assert "Berlin" in answers[0]
    assert answers[1] == "You told me that you are from Berlin."


def test_how_and_why_lead_to_what_was_made():
    for words in ("How does the plant work?", "Why did you make that plant?"):
        assert "plant that tweets" in talk(STUDENT, words)[0]


@pytest.mark.parametrize(
    "words",
    [
        "That sounds great!",
        "haha",
        "Sing me a song",
        "Do you have any advice for me?",
        "Nice to meet you",
        "My dog died",
        "You are funny",
        "shut up",
        "What about music?",
        "ok",
        "asdf qwer",
        "...",
    ],
)
@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_whatever_is_said_gets_a_human_answer(prompt, words):
    answers = talk(prompt, "Hello", words)
    assert answers[1]
    assert answers[1] != answers[0]
    assert "{" not in answers[1]


def test_a_prescribed_answer_is_given():
    for words in ("How long does a refund take?", "I need help with a refund"):
        assert "five working days" in talk(AGENT, words)[0]


def test_other_labels_are_told_too():
    (answer,) = talk(AGENT, "What are your opening hours?")
    assert "nine to five" in answer


def test_nothing_to_go_by_is_still_answered():
    messages = [{"role": "user", "content": "Hello, who are you?"}]
    assert reply(messages)
    assert reply([{"role": "system", "content": ""}])
    assert reply([{"role": "user", "content": "..."}])
