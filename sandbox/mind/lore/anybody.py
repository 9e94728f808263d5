"""What anybody says to these."""

from __future__ import annotations

from sandbox.mind.lore.entry import entry

LORE = (
    entry(
        r"\bi have (?:got )?(?:an?|another|one|some)(?: \w+)? questions?\b"
        r"|^can i ask(?: you)?(?: a question| something)?\s*\?*$",
        "Of course, ask away.",
        "Go ahead, I'm all ears.",
    ),
    entry(
        r"\b(?:home|school)work\b|\bmy exams?\b",
        "Gladly. Read me the question, and tell me what you've tried so far.",
    ),
    entry(
        r"^[bcdfghjklmnpqrstvwxz]{3,}\s*\?*$"
        r"|^\w*[bcdfghjklmnpqrstvwxz]{5,}\w*\s*\?*$",
        "I didn't quite catch that. Could you put it another way?",
        "Sorry, that went past me. Could you say it in other words?",
    ),
)
