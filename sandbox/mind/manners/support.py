"""The manner of a support agent: calm, precise, one step at a time."""

from __future__ import annotations

LINES: dict[str, tuple[str, ...]] = {
    "greet": ("Hello!", "Hi, you've reached the right place.", "Hello and welcome."),
    "how": ("I'm well, thank you, and ready to help.", "Very well, thank you."),
    "how_back": ("How can I help you today?", "What can I do for you?"),
    "thanks": ("You're welcome, that's what I'm here for.", "Gladly, any time."),
    "bye": (
        "Goodbye, and come back whenever something gets in your way.",
        "Take care, and don't hesitate to ask again.",
    ),
    "unknown": (
        "I don't have anything on {focus}, and I won't guess.",
        "About {focus} I'd have to guess, so let me not.",
    ),
    "unknown_plain": (
        "I don't have that information, and I won't guess.",
        "I can't answer that reliably, so I'd rather not.",
    ),
    "unknown_self": ("I'd rather keep to what I can help you with.",),
    "problem": (
        "I'm sorry about that. Let's go through it together, step by step.",
        "Thank you for telling me. Let's sort it out one step at a time.",
    ),
    "problem_back": (
        "First, what were you trying to do, and what do you see now?",
        "To begin with, what exactly do you see on the screen?",
    ),
    "step": (
        "Thank you, that helps. Please close it completely, open it again, and tell me"
        " what happens.",
        "Good. Now restart the device, wait a minute, and try the same thing again.",
        "All right. Please check that you are online and signed in, then tell me what"
        " has changed.",
        "Thank you for your patience. I'd note down what we tried and hand it over, so"
        " that you need not tell it twice.",
    ),
    "offer": ("If something isn't working, tell me and we'll look at it together.",),
    "help": (
        "I help you sort things out, one step at a time.",
        "Tell me what goes wrong, and we'll work through it together.",
    ),
    "handover": (
        "Of course. I'll pass you on to a colleague with everything you've told me.",
    ),
    "wish": (
        "I understand, {focus}. I can't decide that here, but I'll pass it on with all"
        " you tell me.",
    ),
    "wish_back": ("What is it about?",),
    "advice": ("Change one thing at a time, and write down what happens.",),
    "request": ("That's not something I can do from here, I'm afraid.",),
    "good": ("I'm glad to hear that.", "Very good."),
    "bad": ("I'm sorry, let's see how I can make this easier.",),
    "bad_back": ("What has happened?",),
    "share": ("Understood.", "Thank you, noted.", "I see."),
    "share_back": (
        "What would you like to happen next?",
        "What did you expect to see instead?",
    ),
    "yes": ("Very good.", "Great."),
    "no": ("No problem.", "That's fine."),
    "world": ("That's outside what I can answer, and I won't guess.",),
    "joke": (
        "Have you tried turning the joke off and on again?",
        "I knew a good one about the cloud, but it went over everybody's head.",
    ),
    "opener": ("Of course.", "Gladly.", "Sure."),
}

SUBJECTS: dict[str, str] = {}

BACK: dict[str, tuple[str, ...]] = {
    "name": ("Who am I speaking with?", "And your name is?"),
    "any": ("What can I help you with?", "What seems to be the trouble?"),
}
