"""Small English: tokens, articles, lists and sentence ends."""

from __future__ import annotations

import re
from collections.abc import Sequence


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for looking up."""
    return frozenset(words.split())


_CONTRACTIONS = (
    (r"\b(can)not\b", r"\1 not"),
    (r"\bcan't\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"\b(what|where|who|how|when|that|it|there|he|she|here)'s\b", r"\1 is"),
    (r"\blet's\b", "let us"),
    (r"'re\b", " are"),
    (r"'m\b", " am"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"'d\b", " would"),
    (r"\b(whats|wats)\b", "what is"),
    (r"\b(ur)\b", "your"),
    (r"\bu\b", "you"),
    (r"\bfavorite", "favourite"),
)
_STOP = word_set(
    "a about again all also am an and any are as at be been but by can could did do"
    " does else ever for from get go got had has have hello hey hi how i if in into is"
    " it just let like may me might more much my no not now of ok on one or our out"
    " over please really say should so some something tell than that the their them"
    " then there these they thing things this those to too up us very want was way we"
    " well were what when where which who why will with would yes you your yours"
)
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("s", ""))


def normalise(text: str) -> str:
    """Lower case, contractions spelled out, punctuation gone but for `?`."""
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    for pattern, spelled in _CONTRACTIONS:
        text = re.sub(pattern, spelled, text)
    text = re.sub(r"[^\w\s?+#.'&-]", " ", text)
    return " ".join(re.sub(r"[.](?=\s|$)|'", " ", text).split())


def stem(word: str) -> str:
    """A crude stem: enough to see that studies, studying and study are one."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                break
            word = word[: -len(ending)] + instead
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2]:
                word = word[:-1]
            break
    if len(word) > 3:
        word = word.removesuffix("e")
        word = f"{word[:-1]}i" if word.endswith("y") else word
    return word


def content(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    words = re.findall(r"[\w+#]+(?:\.\w+)*", normalise(text))
    return [stem(word) for word in words if word not in _STOP]


def join(items: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    head, last = ", ".join(items[:-1]), items[-1]
    comma = "," if any(" and " in item or "," in item for item in items) else ""
    return f"{head}{comma} and {last}"


def article(noun: str) -> str:
    """The noun with `a` or `an` before it, unless it has a word there already."""
    first = noun.split()[0].lower() if noun.split() else ""
    if not first or first in ("a", "an", "the", "my", "your", "our", "one", "some"):
        return noun
    if " of " in noun and noun[0].isupper() and not _is_degree_word(first):
        return f"the {decapitalise(noun)}"
    spelled = re.match(r"^(m|f|l|n|r|s|x)(sc|ba|bc|phil|ed|s)?\b", first)
    vowel = first[0] in "aeiou" and not first.startswith(("uni", "euro", "use", "one"))
    word = "an" if vowel or spelled or first.startswith("hono") else "a"
    return f"{word} {decapitalise(noun)}"


def _is_degree_word(word: str) -> bool:
    return word.startswith(("bachelor", "master", "doctor", "diploma", "associate"))


def decapitalise(text: str) -> str:
    """Without a capital that is there only because the text began with it."""
    first, _, rest = text.partition(" ")
    plain = first[:1].isupper() and (first[1:].islower() or len(first) == 1)
    proper = any(word[:1].isupper() for word in rest.split())
    if _is_degree_word(first.lower()):
        return text
    if plain and ((rest and not proper) or " of " in text):
        return text[0].lower() + text[1:]
    return text


def sentence(text: str) -> str:
    """With a capital at its start and a mark at its end."""
    text = " ".join(text.split()).rstrip(" ,;:")
    if not text:
        return ""
    if text[-1] not in ".!?":
        text += "."
    return text[0].upper() + text[1:]


_TITLE_DOTS = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|e\.g|i\.e|No)\.(?=\s)")


def recased(text: str, original: str) -> str:
    """`text`, its words capitalised as they were inside a sentence of `original`."""
    capitals = re.findall(r"(?<=[\w,] )[A-Z][\w'-]*", original)
    known = {word.lower(): word for word in capitals if word != "I"}
    return " ".join(known.get(word, word) for word in text.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text; the dot of `Mrs.` ends none."""
    held = _TITLE_DOTS.sub(lambda found: f"{found[1]}\0", text.strip())
    parts = re.split(r"(?<=[.!?])\s+|\n+", held)
    return [part.replace("\0", ".") for part in parts if part]


def count_words(text: str) -> int:
    """How many words it has."""
    return len(text.split())
