import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveavatar.texts import DOUBLED_FROM, collapsed, repeats, undoubled, worth_keeping
from sessions.model import Role

patient = settings(deadline=None)  # on a busy machine
SENTENCES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).map(
    str.strip
)


@pytest.mark.parametrize(
    ("reported", "kept"),
    [
        ("  Hello.  ", "Hello."),
        ("Hello there.Hello there.", "Hello there."),
        ("Hello there. Hello there.", "Hello there."),
        ("  Hello there.\nHello there. ", "Hello there."),
        ("Hello there. How are you?", "Hello there. How are you?"),
        ("Grüße dich.Grüße dich.", "Grüße dich."),
        ("こんにちは皆さん。こんにちは皆さん。", "こんにちは皆さん。"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_text_loses_its_margins_and_its_doubling(reported, kept):
    assert collapsed(reported) == kept


@pytest.mark.parametrize(
    ("reported", "kept"),
    [
        ("Hi.Hi.", "Hi.Hi."),  # shorter than ten characters: stored doubled
        ("Bye!!Bye!", "Bye!!Bye!"),  # nine
        ("Hey, Hey,", "Hey, Hey,"),
        ("Bye!!Bye!!", "Bye!!"),  # ten
        ("no no no no no no", "no no no"),  # meant, and halved all the same
        ("bye now, well, bye now", "bye now, well, bye now"),
        ("well well x well well", "well well"),  # it ends in its own first half
        ("Hello.Hello.Hello.", "Hello.Hello.Hello."),
        ("Hello.Hello.Hello.Hello.", "Hello.Hello."),
    ],
)
def test_what_the_original_rules_do_to_odd_texts_is_kept(reported, kept):
    assert collapsed(reported) == kept


@pytest.mark.parametrize(
    ("text", "once"),
    [("Yes.Yes.", "Yes."), ("Yes.", "Yes."), ("", ""), ("haha!", "haha!")],
)
def test_a_short_doubling_is_seen_through_to_compare(text, once):
    assert undoubled(text) == once


@patient
@given(SENTENCES)
def test_a_doubled_text_of_some_length_comes_out_once(sentence):
    if 2 * len(sentence) >= DOUBLED_FROM:
        assert collapsed(sentence * 2) == sentence
        assert collapsed(f"{sentence} {sentence}") == sentence


@patient
@given(st.text(max_size=80))
def test_nothing_is_made_up(text):
    kept = collapsed(text)
    assert text.strip().startswith(kept)
    assert kept == kept.strip()
    assert 2 * len(kept) + 1 >= len(text.strip()) or kept == text.strip()


@pytest.mark.parametrize(
    ("role", "text", "kept"),
    [
        (Role.USER, "", False),
        (Role.USER, "a", False),
        (Role.USER, "?", False),
        (Role.PERSONA, "?", False),
        (Role.PERSONA, "", False),
        (Role.USER, "ok", True),
        (Role.USER, "??", True),
        (Role.PERSONA, "??", True),
        (Role.PERSONA, "ok", True),
    ],
)
def test_noise_is_left_out(role, text, kept):
    assert worth_keeping(role, text) is kept


@pytest.mark.parametrize(
    ("text", "last", "says_nothing_new"),
    [
        ("Hello there.", "Hello there.", True),
        ("Hello there.", "Hello there.Hello there.", True),  # stored by another rule
        ("Hello", "Hello there.", True),  # its beginning
        ("Hello there. And more.", "Hello there.", False),  # longer: both are kept
        ("there.", "Hello there.", False),
        ("hello there.", "Hello there.", False),
        ("Hi.Hi.", "Hi.", False),
    ],
)
def test_a_text_is_held_against_the_last_one_of_its_role(text, last, says_nothing_new):
    assert repeats(text, last) is says_nothing_new
