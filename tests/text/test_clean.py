"""What is taken off a model's answer before it is spoken, and what is not."""

# ruff: noqa: RUF001 - emoji and other scripts are the subject

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.clean import for_speech

MARKDOWN = [
    ("**Hello** there, *friend*!", "Hello there, friend!"),
    (
        "I *really* mean it. __Yes__, ***all*** of _it_.",
        "I really mean it. Yes, all of it.",
    ),
    ("Call `run()` or snake_case or __init__.", "Call run or snake case or init."),
    ("# Title\n\nSome text", "Title. Some text"),
    ("## Why? ##\nBecause.", "Why? Because."),
    ("Title\n=====\ntext", "Title. text"),
    ("One\n\n---\n\nTwo", "One. Two"),
    (
        "I like:\n- tea\n- milk,\n* cake!\n\nAnd you?",
        "I like: tea. milk. cake! And you?",
    ),
    ("1. Boil water\n2. Add tea", "Boil water. Add tea."),
    ("1) Boil water\n2) Add tea", "Boil water. Add tea."),
    ("- a point that\n  goes on\n- next", "a point that goes on. next."),
    ("- tea;\n- milk", "tea. milk."),
    ("- [ ] open\n- [x] done", "open. done."),
    ("• one\n• two", "one. two."),
    ("1984. What a year!", "1984. What a year!"),
    ("12. August was hot.", "12. August was hot."),
    ("> quoted\n> more\n\nend", "quoted more. end"),
    ("| Name | Age |\n|---|:-:|\n| Bob | 5 |", "Name, Age. Bob, 5."),
    ("Name | Age\n--- | ---\nBob | 5", "Name, Age. Bob, 5."),
    ("See [my page](https://x.org/a_(b) 'T').", "See my page."),
    ("See [my page][1] now.\n\n[1]: https://x.org", "See my page now."),
    ("![a cat](cat.png) Look!", "Look!"),
    ("True.[^1] So.[1][2] Yes【4†source】.\n\n[^1]: A note", "True. So. Yes."),
    ("~~old~~ new and ==bright==", "new and bright"),
    (r"\*not bold\* and 3 \> 2", "not bold and 3 > 2"),
    ("Look:\n```python\nprint(1)\n```\nDone.", "Look: Done."),
    ("```\nprint(1)\n```", "print(1)"),
    ("```text\nHello there.\n```", "Hello there."),
    ("So:\n```\ncut off", "So:"),
    ("**Santa:** Ho!", "Santa: Ho!"),
    ("one • two | three", "one, two, three"),
    ("#winter is on", "winter is on"),
]
LINKS = [
    ("Go to https://www.example.org/path?q=1.", "Go to example.org."),
    ("Go to www.example.org/x, then.", "Go to example.org, then."),
    ("(see http://user:secret@example.org:81/)", "(see example.org)"),
    ("<https://example.org/a> is it", "example.org is it"),
    ("[https://x.org/a](https://x.org/a)", "x.org"),
    ("Write to <mailto:me@example.org?subject=x>.", "Write to me@example.org."),
    ("It is http://[broken or so", "It is or so"),
    ("请看https://example.org/x。谢谢", "请看example.org。谢谢"),
]
SYMBOLS = [
    ("Hi! 😀 How are you?", "Hi! How are you?"),
    ("So good 😀!", "So good!"),
    ("A family 👨‍👩‍👧‍👦, a flag 🇩🇪, a thumb 👍🏽.", "A family, a flag, a thumb."),
    ("Press 1️⃣ now ✅", "Press 1 now"),
    ("日本語😀です。", "日本語です。"),
    ("Hi :) and ;-) and :D and <3 there", "Hi and and and there"),
    ("Fine ¯\\_(ツ)_/¯ then ^_^", "Fine then"),
    ("At 10:30, ratio 3:1 (ok)", "At 10:30, ratio 3:1 (ok)"),
    ("A → B -> C", "A, B, C"),
    ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
    ("half \ud83d there", "half there"),
    ("done.¹ word† m² H₂O", "done. word m² H₂O"),
]
STAGE = [
    ("*smiles warmly* Ho ho ho!", "Ho ho ho!"),
    ("*Smiles* Hello.", "Hello."),
    ("*sighs* Well, *chuckling softly* that is it.", "Well, that is it."),
    ("That is *chuckles* true.", "That is true."),
    ("Nice to meet you *waves*", "Nice to meet you"),
    ("*takes a sip of cocoa*\n\nMmm.", "Mmm."),
    ("_winks_ Sure. **laughs** Yes.", "Sure. Yes."),
    ("*softly hugs you* There.", "There."),
    ("*sigh* I know", "I know"),
    ("[laughs] Yes [applause] (chuckles) no", "Yes no"),
    ("*lächelt* Hallo!", "Hallo!"),
    ("*ho ho ho* Merry!", "ho ho ho Merry!"),
    ("**Sing** along. *Sings* La.", "Sing along. La."),
    ("*the store smiles* Yes.", "the store smiles Yes."),
    ("*This* is it. *Really?* Yes.", "This is it. Really? Yes."),
    ("The store *closes* at five.", "The store closes at five."),
    (
        "I love *music* (stands for joy) [note: yes]",
        "I love music (stands for joy) [note: yes]",
    ),
]
HTML = [
    ("<p>Hello <b>you</b></p><p>Bye</p>", "Hello you. Bye"),
    ("one<br/>two<br>three", "one two three"),
    ("<ul><li>tea</li><li>milk</li></ul>", "tea. milk."),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a, b."),
    ("<!-- hidden --><script>x()</script>shown", "shown"),
    ("Tom &amp; Jerry &lt;3&gt;", "Tom & Jerry <3>"),
    ('<a href="https://x.org">words</a>', "words"),
    ("a < b and c > d", "a < b and c > d"),
    ("<think>\nhmm, let me see\n</think>\n\nYes.", "Yes."),
    ("let me see</think>Yes.", "Yes."),
    ("Yes. <think>really?</think> No.", "Yes. No."),
    ("<think>never ends", ""),
]
KEPT = [
    "It's rock 'n' roll — don't, O'Neil. \"Quoted\" (aside).",
    "It costs $5.99, €4 or £3; that is 50% & more.",
    "3 + 4 = 7, 2 − 1 < 5, 6 ÷ 2, x² ≈ 4, 21°C, 1/2.",
    "C# is #1, isn't it? Mail me@example.org.",
    "Ça va ? L’été est là… « Oui ! »",
    "¿Qué tal? ¡Bien!",
    "你好，世界！「はい。」",
    "मेरा नाम राम है। क्‍ष",
    "مرحبا، كيف حالك؟ می‌خواهم",
    "Привет, как дела?",
    "A poem without an end",
]
EMPTY = ["", " \n ", "😀😀", "***", "---", "```", "...", "*smiles*", "![a](b)", "| | |"]


@pytest.mark.parametrize(("text", "said"), [*MARKDOWN, *LINKS, *SYMBOLS, *STAGE, *HTML])
def test_is_said_as(text, said):
    assert for_speech(text) == said


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_stays_as_it_is(text):
    assert for_speech(text) == text


@pytest.mark.parametrize("text", EMPTY)
def test_what_holds_no_words_is_empty(text):
    assert for_speech(text) == ""


def test_list_items_end_in_their_own_script():
    assert for_speech("- 一\n- 二") == "一。 二。"
    assert for_speech("- एक\n- दो") == "एक। दो।"


@given(st.text())
def test_any_text_becomes_one_tidy_line(text):
    said = for_speech(text)
    assert said == " ".join(said.split())
    assert not re.search(r"[*`\\_]|[\U0001f300-\U0001faff]|\x00", said)
    said.encode()


MARKED = st.sampled_from(
    [
        "{}",
        "**{}**",
        "*{}*",
        "_{}_",
        "`{}`",
        "[{}](https://x.org/y)",
        "<b>{}</b>",
        "{} 😀",
    ]
)
WORD = st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True).filter(
    lambda word: not word.lower().endswith(("s", "ing"))
)


@given(st.lists(st.tuples(MARKED, WORD), min_size=1))
def test_marks_go_and_words_stay(marked):
    written = " ".join(mark.format(f"Q{word}") for mark, word in marked)
    assert for_speech(written) == " ".join(f"Q{word}" for _, word in marked)


HOSTILE = """
[ [a]( * *a _a ( ![a]( <a <!-- ` ~~ ==a [1 |a https:// :) (( .* <p \\ <think> [](( a.
"""


@pytest.mark.parametrize("unit", [*HOSTILE.split(), " ", "# ", "😀 ", "> ", "- a\n\n"])
def test_hostile_repetition_costs_no_time(unit, time_limit):
    with time_limit(seconds=2):
        for_speech(unit * (20_000 // len(unit)))
