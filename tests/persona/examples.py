"""Personas and requests for hypothesis to choose from, and the contract's example."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from persona.model import (
    Education,
    Persona,
    Personality,
    Policy,
    Technical,
    Topic,
    Variable,
)

CONTRACT = {
    "name": "string",
    "title": "string",
    "education": {"degree": "string", "year": "string", "institution": "string"},
    "technical": {
        "languages": ["string"],
        "webStack": ["string"],
        "projects": ["string"],
    },
    "personality": {"style": "string", "interests": ["string"], "goals": ["string"]},
    "traits": ["string"],
}

words = (
    st.text(max_size=40)
    .map(str.strip)
    .filter(lambda text: "\x00" not in text and "{{" not in text)
)
names = words.filter(bool)
lists = st.lists(names, max_size=3).map(tuple)
ids = st.text(string.ascii_letters + string.digits + "._-", max_size=12)
tags = st.sampled_from(["", "en", "pt-BR", "zh-Hans-CN"])
refused = st.lists(
    st.text(string.ascii_letters + " *'", max_size=9)
    .map(lambda text: f"x{text}".strip())
    .filter(lambda text: "*" not in text[:-1]),
    max_size=3,
).map(tuple)
topics = st.lists(
    st.builds(Topic, name=names, words=refused),
    max_size=2,
    unique_by=lambda topic: topic.name,
).map(tuple)
variables = st.lists(
    st.builds(
        Variable,
        name=st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True),
        description=words,
        default=st.sampled_from(["", "Ann", "two words"]),
        limit=st.integers(9, 2000),
    ),
    max_size=3,
    unique_by=lambda variable: variable.name,
).map(tuple)

ASPECTS: dict[str, Any] = {
    "name": names,
    "title": words,
    "traits": lists,
    "greeting": words,
    "goodbye": words,
    "apology": words,
    "safe_line": words,
    "instructions": words,
    "variables": variables,
    "avatar_name": ids,
    "voice_id": ids,
    "language": tags,
}
NESTED: dict[str, dict[str, Any]] = {
    "education": {"degree": words, "year": words, "institution": words},
    "technical": {"languages": lists, "web_stack": lists, "projects": lists},
    "personality": {"style": words, "interests": lists, "goals": lists},
    "policy": {"words": refused, "topics": topics},
}


def personas():
    """Any persona that a caller could have made."""
    return st.builds(
        Persona,
        id=st.just("someone"),
        education=st.builds(Education, **NESTED["education"]),
        technical=st.builds(Technical, **NESTED["technical"]),
        personality=st.builds(Personality, **NESTED["personality"]),
        policy=st.builds(Policy, **NESTED["policy"]),
        active=st.booleans(),
        **ASPECTS,
    )


def changes():
    """Any changes as the schemas load them: a subset at every depth."""
    nested = {
        name: st.fixed_dictionaries({}, optional=parts)
        for name, parts in NESTED.items()
    }
    optional: dict[str, Any] = ASPECTS | nested
    return st.fixed_dictionaries({}, optional=optional)
