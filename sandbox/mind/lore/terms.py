"""Technical terms, each explained by something from daily life."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.mind.lore.entry import entry

_TERMS: Mapping[str, str] = {
    r"apis?": "An API is like a waiter: you order from a menu, and you never have to"
    " see the kitchen.",
    r"databases?": "A database is like a well-kept pantry: every shelf has a label, so"
    " you find things without turning out the cupboard.",
    r"webrtc": "WebRTC lets two browsers send picture and sound straight to each other,"
    " like talking over the garden fence instead of writing letters.",
    r"algorithms?": "An algorithm is a recipe: the same steps in the same order, and"
    " the cake comes out every time.",
    r"recursion": "Recursion is like a nest of dolls: you open the same thing, only"
    " smaller, until there's one that doesn't open any more.",
    r"python": "Python is a programming language that reads almost like English, so"
    " it's a kind place to begin.",
    r"javascript": "JavaScript is what makes web pages move, like the strings behind a"
    " puppet.",
    r"typescript": "TypeScript is JavaScript with a friend who checks your spelling"
    " before you post the letter.",
    r"c\+\+": "C++ is a language close to the machine, like driving with a gear stick:"
    " more to do, and more control.",
    r"react": "React builds a page from small pieces, like toy bricks, and swaps only"
    " the ones that changed.",
    r"flask": "Flask answers a browser's requests with very little code, like a"
    " receptionist with a short list of rules.",
    r"sql": "SQL is how you ask a database for things, like ordering at a counter: this"
    " much, of that, sorted.",
    r"postgres\w*": "PostgreSQL is a database, a pantry with a very strict keeper who"
    " never loses a jar.",
    r"servers?": "A server is a computer that waits for questions, like a librarian at"
    " the desk.",
    r"internet": "The internet is one big postal service: whatever you send is cut into"
    " small parcels that find their own way.",
    r"cloud": "The cloud is a computer that somebody else looks after, like a storage"
    " room you rent by the hour.",
    r"dns": "DNS is the internet's phone book: you know the name, and it finds the"
    " number.",
    r"routers?": "A router is the post room of a network: it knows which parcel goes to"
    " which door.",
    r"vpns?": "A VPN is a closed tunnel through the internet, so that nobody on the way"
    " can read along.",
    r"firewalls?": "A firewall is a doorkeeper: it lets in whom you expect and turns"
    " the others away.",
    r"cookies?": "A cookie is a small note that a website leaves in your browser, so"
    " that it knows you the next time.",
    r"cache": "A cache is like keeping milk in the fridge instead of going to the shop"
    " for every cup.",
    r"encryption": "Encryption is a box that anybody can close, and only the receiver"
    " can open.",
    r"git": "Git is a diary for code: every change is written down, and you can turn"
    " back the pages.",
    r"bugs?": "A bug is a mistake in a program, like a recipe that says salt where it"
    " means sugar.",
    r"open source": "Open source means that the recipe comes with the cake, so anybody"
    " can bake it and make it better.",
    r"(?:machine learning|artificial intelligence|neural networks?|ai)": "A machine"
    " learns as a child learns what a cat is: from very many cats, and from no rule.",
}
_EXPLAINED = [(re.compile(rf"\b{term}(?!\w)"), line) for term, line in _TERMS.items()]
_WANTED = re.compile(
    r"^(?:what (?:exactly )?(?:is|are|does|an?|the)\b|how does|define\b)"
)
_PERSONAL = re.compile(r"\b(?:you|your|my|should|best|favourite|first)\b")
MOST_WORDS = 7
"""A longer question wants more than to know what the thing is."""

LORE = (
    entry(
        r"\blearning to (?:code|program)\b|\bprogramming is (?:\w+ )?hard\b",
        "It's hard at first, for everybody. Build something tiny that you'd really use,"
        " and be proud of every error message you understand.",
    ),
    entry(
        r"\blanguage should i\b"
        r"|\b(?:learn|start) (?:to |with )?(?:code|coding|program\w*)",
        "Begin with one that reads almost like English, such as Python. Then build"
        " something tiny that you'd really use.",
    ),
    entry(
        r"\bthink (?:about|of) (?:ai|artificial intelligence|chatgpt|robots)\b",
        "It's a tool like a kitchen knife: what matters is who holds it, and what for.",
    ),
    entry(
        r"\bhow do (?:you|i|we) (?:debug|find (?:a |the )?bugs?)\b",
        "Make it fail on purpose first, then change one thing at a time, like finding"
        " out which lamp trips the fuse.",
    ),
)


def explained(text: str) -> str:
    """What the term means that somebody asks for in `text`; nothing for other words."""
    words = text.removesuffix("?").strip()
    plain = len(words.split()) <= MOST_WORDS and not _PERSONAL.search(words)
    for term, line in _EXPLAINED if plain else ():
        if term.fullmatch(words.removesuffix(" to me")) or (
            _WANTED.match(words) and term.search(words)
        ):
            return line
    return ""
