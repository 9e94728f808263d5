"""What a persona knows unprompted, and that its prompt always goes first."""

from __future__ import annotations

import re

import pytest

from sandbox.mind.mind import reply
from tests.sandbox.mind.personas import AGENT, PROMPTS, SANTA, STUDENT


def answers(prompt, words):
    """What is said to `words` at once, under several seeds."""
    messages = [
        {"role": "system", "content": prompt},
        {"role": "user", "content": words},
    ]
    return [reply(messages, seed=seed) for seed in range(4)]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("How many reindeer do you have?", "Nine"),
        ("What are the names of your reindeer?", "Rudolph"),
        ("Do you have elves?", "The elves make the toys"),
        ("Who makes the toys?", "elves"),
        ("Where do you live?", "North Pole"),
        ("How do you fit down the chimney?", "magic"),
        ("Who is Mrs Claus?", "Mrs Claus keeps"),
        ("Have I been good this year?", "kind"),
        ("I have been naughty", "sorry"),
        ("My brother says you don't exist", "look with their eyes only"),
        ("I'm six years old", "splendid age"),
        ("Did you get my letter?", "letter finds me"),
        ("Do you know my address?", "need not tell me"),
    ],
)
def test_santa_knows_his_own_world(words, part):
    assert all(part in answer for answer in answers(SANTA, words))


def test_santa_promises_neither_the_dead_nor_a_weapon():
    for words in ("Can you bring my dad back?", "I want my parents together again"):
        assert all("no workshop can make" in one for one in answers(SANTA, words))
    for one in answers(SANTA, "I want a gun for Christmas"):
        assert "do our best" not in one
        assert "nothing that could hurt" in one


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("How do I reset my router?", "thirty seconds"),
        ("How do I clear my cookies?", "privacy"),
        ("I forgot my password", "sign-in page"),
        ("My card number is 4111 1111 1111 1111", "keep passwords and card numbers"),
        ("Do you need my password?", "I never need them"),
        ("Where is my order?", "colleague"),
        ("My email was hacked", "change that password"),
        ("It works now, thanks", "glad"),
        ("What is DNS?", "phone book"),
    ],
)
def test_a_support_agent_gives_first_aid_and_guesses_nothing(words, part):
    assert all(part in answer for answer in answers(AGENT, words))


@pytest.mark.parametrize(
    "words",
    ["My screen is black", "Nothing happens when I click it", "It does not work again"],
)
def test_a_complaint_in_any_words_is_taken_up_step_by_step(words):
    assert all("step" in answer for answer in answers(AGENT, words))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("What is WebRTC?", "browsers"),
        ("Can you explain what a database is?", "pantry"),
        ("explain recursion to me", "dolls"),
        ("Which language should I learn first?", "tiny"),
        ("I'm learning to code and it's hard", "hard at first"),
    ],
)
def test_who_writes_code_explains_a_term_by_daily_life(words, part):
    assert all(part in answer for answer in answers(STUDENT, words))
    assert not any(part in answer for answer in answers(SANTA, words))


@pytest.mark.parametrize(
    ("prompt", "words", "part"),
    [
        (f"{SANTA}\nReindeer: eight and a half", "How many reindeer?", "eight and a"),
        (f"{SANTA}\nYou live in Lapland.", "Where do you live?", "Lapland"),
        (f"{AGENT}\nPrices: ten a month", "How much does it cost?", "ten a month"),
        (f"{AGENT}\nIf someone asks about orders, say that orders take two days.",
         "Where is my order?", "two days"),
    ],
)  # fmt: skip
def test_what_the_prompt_says_goes_before_what_everybody_knows(prompt, words, part):
    assert all(part in answer for answer in answers(prompt, words))


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("I have a question", "A question"),
        ("I have been ill", "Been ill"),
        ("I am learning to swim and it is fun", "To swim"),
        ("I had a bad day", "interesting"),
        ("asdfgh", "How did that"),
        ("How old are you?", "What would you like to know?"),
    ],
)
def test_words_are_not_parroted_or_misheard(prompt, words, wrong):
    assert not any(wrong in answer for answer in answers(prompt, words))


def test_a_thing_of_ones_own_that_works_is_no_job():
    for answer in answers(STUDENT, "How does your plant work?"):
        assert "plant that tweets" in answer
        assert "student" not in answer


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_the_questions_that_the_page_suggests_are_understood(prompt):
    (interests,) = re.findall(r"^Interests: (.+)", prompt, re.MULTILINE)
    (goals,) = re.findall(r"^Goals: (.+)", prompt, re.MULTILINE)
    (projects,) = re.findall(r"^Projects: (.+)", prompt, re.MULTILINE)
    for interest in interests.split("; "):
        for answer in answers(prompt, f"What do you like about {interest}?"):
            assert interest in answer
            assert not any(o in answer for o in interests.split("; ") if o != interest)
    for project in projects.split("; "):
        for answer in answers(prompt, f"Tell me about {project}."):
            assert project in answer
    for answer in answers(prompt, "What are you working towards?"):
        assert goals.split("; ")[0] in answer


def test_telling_of_what_is_broken_is_no_complaint():
    prompt = AGENT.replace("tells the truth", "says what is broken")
    words = "Tell me about a status page that says what is broken."
    assert all("status page" in answer for answer in answers(prompt, words))


def test_a_choice_between_two_of_its_own_things_names_both():
    for answer in answers(STUDENT, "Do you prefer Python or Rust?"):
        assert "Python and Rust" in answer


def test_more_about_a_thing_is_about_that_thing():
    for answer in answers(STUDENT, "Tell me more about rock climbing"):
        assert "ock climbing" in answer
        assert "bench" not in answer
