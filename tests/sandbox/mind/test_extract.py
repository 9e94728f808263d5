"""Prompts of many shapes are read: labels, lists, JSON, prose."""

from __future__ import annotations

import pytest

from sandbox.mind.extract import read_persona
from sandbox.mind.mind import reply
from tests.sandbox.mind.personas import PROMPTS

PROSE = (
    "You are Santa Claus, a jolly old man who lives at the North Pole with Mrs. Claus."
    " You love cookies and your favourite reindeer is Rudolph. Children write to you"
    " every year. Always stay in character. If someone asks about the naughty list, say"
    " that only the elves may open it. Never use emoji."
)
THIRD = (
    "Dr. Lina Costa is a marine biologist at the University of Lisbon. She studies"
    " octopuses and she loves surfing. Her dog is called Pixel."
)


def ask(prompt, words):
    return reply(
        [{"role": "system", "content": prompt}, {"role": "user", "content": words}]
    )


@pytest.mark.parametrize(
    "prompt",
    [
        "Name: Bob Stone\nTitle: Baker\nInterests: bread, jazz and long nights",
        "**Name:** Bob Stone\n**Title:** Baker\n- Interests: bread; jazz; long nights",
        "Name: Bob Stone. Title: Baker. Interests: bread, jazz, long nights.",
        "Name: Bob Stone\nRole: Baker\nHobbies:\n- bread\n- jazz\n- long nights",
        '{"name": "Bob Stone", "title": "Baker", "personality":'
        ' {"interests": ["bread", "jazz", "long nights"]}}',
        '{\n  "name": "Bob Stone",\n  "title": "Baker",\n  "interests": [\n'
        '    "bread",\n    "jazz",\n    "long nights"\n  ]\n}',
        "Here is who you are:\nname = Bob Stone\ntitle = Baker\n"
        "interests = bread, jazz, long nights",
    ],
)
def test_labels_are_found_however_they_are_written(prompt):
    persona = read_persona(prompt)
    assert persona.name == "Bob Stone"
    assert persona.first("title") == "Baker"
    assert " ".join(persona.get("interests")).replace(" and ", " ") == (
        "bread jazz long nights"
    )


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("Who are you?", "Santa Claus"),
        ("Where do you live?", "North Pole"),
        ("What is your favourite reindeer?", "Rudolph"),
        ("Do you love cookies?", "cookies"),
        ("Who writes to you?", "Children write to me every year"),
        ("May I see the naughty list?", "only the elves may open it"),
    ],
)
def test_prose_about_you_is_told_as_i(words, fact):
    answer = ask(PROSE, words)
    assert fact.lower() in answer.lower()
    assert "you love" not in answer


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("What is your name?", "Dr. Lina Costa"),
        ("What do you study?", "I study octopuses"),
        ("What is your job?", "marine biologist"),
        ("Do you have a dog?", "My dog is called Pixel"),
        ("Do you like surfing?", "I love surfing"),
    ],
)
def test_prose_about_somebody_is_told_as_i(words, fact):
    assert fact in ask(THIRD, words)


@pytest.mark.parametrize("prompt", [*PROMPTS.values(), PROSE])
def test_instructions_are_never_told_as_facts(prompt):
    for sentence in read_persona(prompt).prose:
        for word in ("emoji", "character", "markdown", "invent", "step", "promise"):
            assert word not in sentence.lower()


def test_a_prompt_that_is_only_instructions_has_no_facts():
    persona = read_persona("Answer briefly. Do not use lists. Be kind to the user.")
    assert persona.facts == {}
    assert persona.prose == ()
