"""The topics whose sentence depends on what is in it: studies, tools, goals, traits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sandbox.mind.persona import Persona
from sandbox.mind.words import article, count_words, decapitalise, join, word_set

Teller = Callable[[Persona, Sequence[str], int], str]

_CODE = re.compile(
    r"^(python|java|javascript|typescript|c|c\+\+|c#|go|golang|rust|ruby|php|swift|kotlin"
    r"|r|sql|bash|html|css|scala|perl|dart|matlab|julia|haskell|shell)\b",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"react|flask|django|node|vue|angular|html|css|express|sql|mongo|next|fastapi|spring"
    r"|svelte|tailwind|webrtc|docker|aws|php|laravel|graphql",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(player|learner|solver|thinker|worker|lover|person|listener|maker"
    r"|speaker|leader|reader|dreamer|helper|builder|optimist)s?$"
)
_PLACE = re.compile(
    r"^(in|at|on|near|by|up|from|under|outside|between)\b", re.IGNORECASE
)
_VERBS = word_set(
    "add answer become bring build change contribute create deliver design develop do"
    " earn explore find finish fix get give go graduate grow have help improve inspire"
    " invent join keep land launch lead learn leave make master meet never open own"
    " pass publish reach read run save see sell serve share ship sleep solve speak"
    " spread start stay stop study support take teach travel try turn understand visit"
    " win work write complete explain protect connect discover"
)


def knows_code(text: str) -> bool:
    """Whether one of the words is a programming language."""
    return any(_CODE.match(word) for word in text.split() if len(word) > 1)


def _title(persona: Persona, items: Sequence[str], way: int) -> str:
    who = join([article(one) for one in items])
    return (f"I'm {who}", f"These days I'm {who}", f"By trade I'm {who}")[way % 3]


def _degree(persona: Persona, items: Sequence[str], way: int) -> str:
    value = join(items)
    if not re.search(
        r"bachelor|master|diploma|degree|doctor|phd|b\.|m\.|bsc|msc", value, re.I
    ):
        return f"I {'studied' if persona.graduated else 'study'} {value}"
    if persona.graduated or not persona.get("year"):
        return (f"I have {article(value)}", f"My degree is {article(value)}")[way % 2]
    return f"I'm studying for {article(value)}"


def _institution(persona: Persona, items: Sequence[str], way: int) -> str:
    verb = "studied" if persona.graduated else "study"
    place = join(items)
    where = place if _PLACE.match(place) else f"at {place}"
    return (f"I {verb} {where}", f"It's {place} where I {verb}")[way % 2]


def _year(persona: Persona, items: Sequence[str], way: int) -> str:
    value = items[0]
    if re.match(r"graduat", value, re.IGNORECASE):
        return f"I {decapitalise(value)}"
    if re.search(r"year|semester|grade", value, re.IGNORECASE):
        return f"I'm in my {value[0].lower()}{value[1:]}"
    if re.fullmatch(r"\d(st|nd|rd|th)?", value):
        return f"I'm in year {value}"
    return f"As for the year, it's {value}"


def _languages(persona: Persona, items: Sequence[str], way: int) -> str:
    value = join(items)
    if all(_CODE.match(one) for one in items):
        return (f"I write {value}", f"My languages are {value}")[way % 2]
    return (f"I speak {value}", f"My languages are {value}")[way % 2]


def _stack(persona: Persona, items: Sequence[str], way: int) -> str:
    value = join(items)
    if any(_WEB.search(one) for one in items):
        return (f"I build with {value}", f"My tools are {value}")[way % 2]
    return (f"I work with {value}", f"What I work with is {value}")[way % 2]


def _projects(persona: Persona, items: Sequence[str], way: int) -> str:
    value = join([decapitalise(one) for one in items])
    verbs = items[0].split()[0].lower() in ("built", "made", "created", "wrote", "led")
    if verbs:
        return f"I {value}"
    return (f"I've made {value}", f"There is {value}", f"I'm proud of {value}")[way % 3]


def _goals(persona: Persona, items: Sequence[str], way: int) -> str:
    if all(aim(one).split()[0].lower() in _VERBS for one in items):
        value = join([aim(one) for one in items])
        return (f"I want to {value}", f"My plan is to {value}")[way % 2]
    value = join([decapitalise(one) for one in items])
    return (f"My goals are {value}", f"I'm working towards {value}")[way % 2]


def aim(item: str) -> str:
    """A goal as what follows `I want to`."""
    return decapitalise(re.sub(r"^[Tt]o ", "", item))


def _traits(persona: Persona, items: Sequence[str], way: int) -> str:
    if any(count_words(one) > 3 for one in items):
        return (
            f"What describes me best is this: {join([decapitalise(i) for i in items])}"
        )
    words = [article(one) if _AGENT.search(one) else decapitalise(one) for one in items]
    value = join(words)
    return (f"I'd say I'm {value}", f"People call me {value}")[way % 2]


def _age(persona: Persona, items: Sequence[str], way: int) -> str:
    return f"I'm {items[0]} years old" if items[0].isdigit() else f"I'm {items[0]}"


def _location(persona: Persona, items: Sequence[str], way: int) -> str:
    place = join(items)
    return f"I live {decapitalise(place) if _PLACE.match(place) else f'in {place}'}"


def _origin(persona: Persona, items: Sequence[str], way: int) -> str:
    return f"I'm from {re.sub('^(from|in) ', '', join(items), flags=re.IGNORECASE)}"


TELLERS: Mapping[str, Teller] = {
    "title": _title,
    "degree": _degree,
    "institution": _institution,
    "year": _year,
    "languages": _languages,
    "stack": _stack,
    "projects": _projects,
    "goals": _goals,
    "traits": _traits,
    "age": _age,
    "location": _location,
    "origin": _origin,
}
"""How to state each of these topics: persona, items and wording to a clause."""
