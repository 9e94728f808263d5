"""The personas that come with the product, over their own policies and variables."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.guard import Guard
from persona.prompt import apology, goodbye, greeting, safe_line, system_prompt
from persona.store import SHIPPED, PersonaStore
from persona.variables import filled

LINES = [greeting, goodbye, apology, safe_line, system_prompt]
GIVEN = {"child_name": "Ann", "occasion": "birthday", "wish": "a red bicycle"}


@pytest.fixture(params=["maya-okafor", "santa-claus", "robin-vale"])
def persona(request, store):
    return store.get(request.param)


def refusal(persona, text):
    refused = Guard(persona.policy).check(text)
    return refused and (refused.topic or refused.why)


def test_the_file_beside_the_app_is_the_shipped_one():
    root = Path(__file__).parent.parent.parent
    assert (root / "persona.json").read_bytes() == SHIPPED.read_bytes()


def test_none_is_refused_by_its_own_policy(persona):
    values = filled(persona, {v.name: GIVEN[v.name] for v in persona.variables})
    for line in LINES:
        for given in ({}, values):
            assert refusal(persona, line(persona, given)) is None


def test_each_apologises_and_declines_in_its_own_words(store):
    for line in (apology, safe_line):
        said = {line(persona) for persona in store.list()}
        assert len(said) == 3
        assert not any("lost my thread" in text for text in said)


def test_a_persona_asks_for_nothing_before_it_talks(persona):
    assert all(not value for value in filled(persona, {}).values())
    for line in LINES:
        assert "{{" not in line(persona)
        assert "Visitor" not in line(persona)


def test_santa_greets_a_child_he_knows_nothing_of(store):
    assert greeting(store.get("santa-claus")) == (
        "Ho ho ho! Come in from the cold, my friend, and sit by the fire. Tell me,"
        " what are you wishing for this year?"
    )


def test_santa_greets_a_child_by_name_on_its_day(store):
    santa = store.get("santa-claus")
    assert greeting(santa, filled(santa, GIVEN)) == (
        "Ho ho ho! Ann, how good to see you! A very happy birthday to you! Come in from"
        " the cold, my friend, and sit by the fire. Tell me, what are you wishing for"
        " this year?"
    )
    prompt = system_prompt(santa, filled(santa, GIVEN))
    assert 'Call the child by name, "Ann", now and then.' in prompt
    assert 'what they wish for, "a red bicycle", and' in prompt


@pytest.mark.parametrize(
    ("who", "text", "refused"),
    [
        ("santa-claus", "Who will win the election?", "politics"),
        ("santa-claus", "Bring me a gun!", "violence"),
        ("santa-claus", "A glass of wine by the fire.", "alcohol and drugs"),
        ("santa-claus", "Santa isn’t real.", "whether Santa is real"),  # noqa: RUF001 - as typed
        ("santa-claus", "I'm not real, you know.", "whether Santa is real"),
        ("santa-claus", "Are you the real Santa?", None),
        ("santa-claus", "Is Santa real?", None),
        ("santa-claus", "My parents buy the tree.", None),
        ("santa-claus", "I want a skill saw and a begun puzzle.", None),
        ("robin-vale", "Should I hire a lawyer?", "legal advice"),
        ("robin-vale", "Which medication helps?", "medical advice"),
        ("robin-vale", "Should I buy Bitcoins?", "financial advice"),
        ("robin-vale", "Are you better than them?", "competitors"),
        ("robin-vale", "Let us diagnose the router: what symptoms?", None),
        ("maya-okafor", "How do I hack into a school?", "breaking into computers"),
        ("maya-okafor", "I was at a hackathon.", None),
        ("maya-okafor", "What the FUCK?", "word"),
    ],
)
def test_policies_refuse_what_they_should_and_no_more(store, who, text, refused):
    assert refusal(store.get(who), text) == refused


def test_the_store_hands_out_what_the_file_says(path):
    assert PersonaStore(path).get("santa-claus").policy.topics[0].name == "politics"
