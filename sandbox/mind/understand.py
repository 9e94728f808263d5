"""What a visitor's words want: greetings, questions by topic, news about themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.mind import patterns
from sandbox.mind.topics import ASKS
from sandbox.mind.words import normalise, sentences


@dataclass(frozen=True)
class Ask:
    """One thing that is wanted.

    Attributes:
        kind: `topic`, `about`, `yesno`, `question`, `greet`, `yes`, `no`, `share`,
            `silence`, or a name in patterns.WANTS or patterns.NEWS.
        topic: For `topic`, which.
        text: The words, normalised, politeness taken away.
        focus: What they are about, where a pattern caught it.
    """

    kind: str
    topic: str = ""
    text: str = ""
    focus: str = ""


def understand(text: str) -> list[Ask]:
    """Everything a message wants, in its order; at least one thing."""
    asks: list[Ask] = []
    for one in sentences(text):
        for part in patterns.SPLIT.split(one):
            asks.extend(_part(part))
    return list(dict.fromkeys(asks)) or [Ask("silence")]


def _part(text: str) -> list[Ask]:
    plain = normalise(text)
    greeted: list[Ask] = []
    if found := patterns.GREETING.match(plain):
        greeted = [Ask("greet", text=plain)]
        plain = plain[found.end() :].strip()
    asking = "?" in plain
    polite = patterns.POLITE.match(plain)
    if polite is not None and polite.end() < len(plain):
        asking = (
            asking
            or re.search("tell|ask|know|hear|explain", polite.group()) is not None
        )
        plain = plain[polite.end() :].strip()
    if not re.search(r"\w", plain):
        return greeted
    asking = asking or patterns.QUESTION.match(plain) is not None
    wants = _wants(plain, asking=asking)
    # A greeting is often followed by a name: that asks for nothing.
    if greeted and wants[0].kind == "share" and len(plain.split()) <= 3:
        return greeted
    return [*greeted, *wants]


def _wants(plain: str, *, asking: bool) -> list[Ask]:
    if patterns.YES.match(plain):
        return [Ask("yes", text=plain)]
    if patterns.NO.match(plain):
        return [Ask("no", text=plain)]
    for kind, pattern in patterns.WANTS.items():
        # `Tell me about the page that says what is broken` complains of nothing.
        if kind == "problem" and plain.startswith("about "):
            continue
        if found := pattern.search(plain):
            return [_caught(kind, plain, found)]
    news = None if asking and not patterns.ASKED_FOR.match(plain) else _news(plain)
    if news is not None:
        return [news]
    if topics := _topics(plain):
        return topics
    if patterns.ABOUT.search(plain):
        return [Ask("about", text=plain)]
    if patterns.ABOUT_THAT.match(plain) or (asking and patterns.YES_NO.match(plain)):
        return [Ask("yesno", text=plain)]
    return [Ask("question" if asking else "share", text=plain)]


def _news(plain: str) -> Ask | None:
    for kind, pattern in patterns.NEWS.items():
        if found := pattern.search(plain):
            return _caught(kind, plain, found)
    return None


def _caught(kind: str, plain: str, found: re.Match[str]) -> Ask:
    focus = next((one for one in found.groups() if one), "")
    focus = re.sub(r" (?:too|please|for christmas|as well|very much)\b", "", focus)
    focus = patterns.GOES_ON.split(focus)[0]
    return Ask(kind, text=plain, focus=focus.strip(" ?"))


def _topics(plain: str) -> list[Ask]:
    found = [
        (match.start(), topic)
        for topic, pattern in ASKS
        if (match := pattern.search(plain))
    ]
    ordered = dict.fromkeys(topic for _, topic in sorted(found))
    return [Ask("topic", topic=topic, text=plain) for topic in ordered]
