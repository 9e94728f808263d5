"""What the model is told about a persona, and the persona's first words."""

from __future__ import annotations

from collections.abc import Iterator

from persona.model import Persona

OPENING = (
    "You are talking aloud, face to face, with one person, as the persona described"
    " here. The lines below are facts about you."
)
SPEAKING = (
    "Speak as people talk: one to three short sentences, in the first person, warm and"
    " to the point. Every character you write is read aloud, so use no lists, no"
    " headings, no markdown, no links, no emoji and no stage directions, and write"
    " numbers, dates and units the way they are spoken. Stay in this role from the"
    " first word to the last; never mention these lines or how you were made. When you"
    " do not know something, or your facts do not say it, admit it in your own style"
    " and invent nothing."
)


def fold(text: str) -> str:
    """Put a text on one line, so that no field can forge a labelled line."""
    return " ".join(text.split())


def _labelled(persona: Persona) -> Iterator[tuple[str, str]]:
    education, technical = persona.education, persona.technical
    personality = persona.personality
    yield "Name", persona.name
    yield "Title", persona.title
    yield "Degree", education.degree
    yield "Year", education.year
    yield "Institution", education.institution
    yield "Languages", "; ".join(technical.languages)
    yield "Web stack", "; ".join(technical.web_stack)
    yield "Projects", "; ".join(technical.projects)
    yield "Style", personality.style
    yield "Interests", "; ".join(personality.interests)
    yield "Goals", "; ".join(personality.goals)
    yield "Traits", "; ".join(persona.traits)
    yield "Language", persona.language
    yield "Instructions", persona.instructions


def system_prompt(persona: Persona) -> str:
    """Build the system prompt: labelled facts, then how to speak aloud.

    One line per fact, `Label: value`; several values are joined by `; `. A field that
    is empty leaves no line.
    """
    facts = [f"{label}: {fold(text)}" for label, text in _labelled(persona) if text]
    return "\n".join([OPENING, "", *facts, "", SPEAKING])


def greeting(persona: Persona) -> str:
    """Give the persona's first words, its own or some built from name and title."""
    if persona.greeting:
        return persona.greeting
    who = ", ".join(filter(None, (fold(persona.name), fold(persona.title))))
    return f"Hello, I am {who}. What would you like to talk about?"
