"""Who speaks: a persona, and the two ways to change one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

SLUG_LIMIT = 60


@dataclass(frozen=True, kw_only=True)
class Education:
    """What the persona studied; every part may be empty."""

    degree: str = ""
    year: str = ""
    institution: str = ""


@dataclass(frozen=True, kw_only=True)
class Technical:
    """What the persona works with; `webStack` in JSON is `web_stack` here."""

    languages: tuple[str, ...] = ()
    web_stack: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Personality:
    """How the persona talks and what moves it."""

    style: str = ""
    interests: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Something a persona keeps out of, and the words that give it away."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a persona neither says nor answers; `chat/guard.py` says what matches."""

    words: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A text that is filled in for one session, where `{{name}}` stands.

    Attributes:
        name: Small letters, digits and `_`.
        description: For the person who fills it in.
        required: Whether there is no session without it.
        default: Used when none is given; empty text fills nothing in.
        limit: Most characters of a value.
    """

    name: str
    description: str = ""
    required: bool = False
    default: str = ""
    limit: int = 200


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One character, complete. Empty text and empty tuples mean "not said".

    Attributes:
        id: Slug of the first name it was saved under; never changes.
        active: Whether this is the one that `/persona` and the calls speak as.
        greeting: First words of a session; empty builds them from name and title.
        goodbye: Last words, when a limit is about to end it; empty says none.
        apology: Said when the model fails; empty builds one.
        safe_line: Said in place of what the policy refuses; empty builds one.
        instructions: Whatever else the model should heed.
        policy: What it neither says nor answers.
        variables: What a session fills in; no two have the same name.
        avatar_name: The cloud's avatar id; empty leaves the choice to the settings.
        voice_id: The cloud's voice id; empty leaves the choice to the settings.
        language: Language tag of the speech, such as `en` or `pt-BR`.
    """

    id: str = ""
    name: str = ""
    title: str = ""
    education: Education = field(default_factory=Education)
    technical: Technical = field(default_factory=Technical)
    personality: Personality = field(default_factory=Personality)
    traits: tuple[str, ...] = ()
    greeting: str = ""
    goodbye: str = ""
    apology: str = ""
    safe_line: str = ""
    instructions: str = ""
    policy: Policy = field(default_factory=Policy)
    variables: tuple[Variable, ...] = ()
    avatar_name: str = ""
    voice_id: str = ""
    language: str = ""
    active: bool = False


Changes = Mapping[str, Any]
Change = Callable[[Persona], Persona]


def merge(persona: Persona, changes: Changes) -> Persona:
    """Change what is given; inside a nested object, what is not given stays."""
    return replace(
        persona,
        **{
            name: replace(getattr(persona, name), **value)
            if isinstance(value, Mapping)
            else value
            for name, value in changes.items()
        },
    )


def overwrite(persona: Persona, changes: Changes) -> Persona:
    """Replace what is given as a whole: a nested object's missing parts are emptied."""
    return replace(
        persona,
        **{
            name: type(getattr(persona, name))(**value)
            if isinstance(value, Mapping)
            else value
            for name, value in changes.items()
        },
    )


def slug(name: str, taken: Collection[str]) -> str:
    """Make a readable id from a name: `Santa Claus` gives `santa-claus`.

    Args:
        name: As the person typed it, in any script.
        taken: Ids in use; a number is appended until the new one is free.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:SLUG_LIMIT].strip("-")
    base = words or "persona"
    if base not in taken:
        return base
    return next(free for n in count(2) if (free := f"{base}-{n}") not in taken)
