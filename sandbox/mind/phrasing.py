"""Says a fact aloud, in the first person, in several ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.mind.persona import Persona
from sandbox.mind.telling import TELLERS, aim
from sandbox.mind.words import count_words, decapitalise, join, sentence

BREATH = 26
"""Most words of a list that are said in one go."""

_WAYS: Mapping[str, tuple[str, ...]] = {
    "name": ("I'm {v}", "My name is {v}", "{v}, that's me"),
    "interests": (
        "I love {v}",
        "What I enjoy most is {v}",
        "Give me {v}, and I'm happy",
    ),
    "style": ("I try to be {v}", "My way of talking is {v}"),
    "skills": ("I'm good at {v}", "My strengths are {v}"),
    "company": ("I work at {v}", "My workplace is {v}"),
    "education": ("On the education side, it's {v}", "As for education, {v}"),
    "birthday": ("My birthday is {v}",),
}
_ONE: Mapping[str, tuple[str, ...]] = {
    "interests": ("{v}, that's one of the things I love", "I'm fond of {v}"),
    "projects": ("One of the things I've made is {v}", "I made {v}"),
    "goals": ("One of my goals is to {v}", "What I want is to {v}"),
    "languages": ("{v} is one of the languages I use", "I know {v}"),
    "stack": ("I work with {v}", "I know my way around {v}"),
    "traits": ("Yes, {v} is a word people use for me",),
}


def phrase(persona: Persona, topic: str, items: Sequence[str], way: int) -> str:
    """One sentence that states `items` of a topic.

    Args:
        persona: Who speaks.
        topic: What the items are of.
        items: At least one of the topic's values.
        way: Which of several wordings; counts round.
    """
    special = TELLERS.get(topic)
    if special is not None:
        return sentence(special(persona, items, way))
    value = join([decapitalise(one) for one in items])
    ways = _WAYS.get(topic)
    if ways is None:
        return sentence(_labelled(persona, topic, items))
    return sentence(ways[way % len(ways)].format(v=value))


def phrase_one(persona: Persona, topic: str, item: str, way: int) -> str:
    """One sentence about one value, as the answer to a question about just that."""
    ways = _ONE.get(topic)
    if ways is None:
        return phrase(persona, topic, [item], way)
    value = aim(item) if topic == "goals" else decapitalise(item)
    return sentence(ways[way % len(ways)].format(v=value))


def breath(items: Sequence[str]) -> Sequence[str]:
    """As many of the items as can be said in one go; at least one."""
    taken = [items[0]]
    for item in items[1:]:
        if count_words(" ".join([*taken, item])) > BREATH:
            break
        taken.append(item)
    return taken


def _labelled(persona: Persona, topic: str, items: Sequence[str]) -> str:
    label = persona.labels.get(topic, topic).lower().replace("_", " ")
    plural = label.endswith("s") and not label.endswith("ss")
    return f"My {label} {'are' if plural else 'is'} {join(items)}"
