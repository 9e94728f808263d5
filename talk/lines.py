"""A persona's own lines, as far as it may say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chat.service import ChatService
from persona.model import Persona

Line = Callable[[Persona, Mapping[str, str]], str]
"""Makes a line of a persona and the values of a session; see persona.prompt."""


def allowed(
    chat: ChatService, persona: Persona, line: Line, values: Mapping[str, str]
) -> str:
    """The line with its values, or what is left of it under the persona's policy.

    Values were looked at one by one; in a line they may say something else. Without
    them, and at last without its own words, a line is the owner's or ours.
    """
    guard = chat.policy(persona)
    bare = replace(persona, greeting="", goodbye="", apology="", safe_line="")
    for who, filled in ((persona, values), (persona, {}), (bare, {})):
        words = line(who, filled)
        if not words or guard.check(words) is None:
            return words
    return ""
