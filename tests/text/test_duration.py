"""The estimate is near what voices need, and grows with the words."""

# ruff: noqa: RUF001 - other scripts are the subject

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.duration import estimate_s


@pytest.mark.parametrize("text", ["", " \n", "...", "!?", "😀"])
def test_no_words_take_no_time(text):
    assert estimate_s(text) == 0.0


@pytest.mark.parametrize(
    ("text", "measured_s"),
    [
        ("Hello there. How are you?", 1.8),
        ("What are you working on, or what would you like to know?", 3.2),
        ("We open at 9 and close at 17 on weekdays.", 3.3),
        ("你好，我是圣诞老人，你今天过得怎么样？", 4.3),
        ("こんにちは、今日はいい天気ですね。", 3.4),
        ("मेरा नाम राम है और मैं दिल्ली में रहता हूँ।", 3.2),
        ("สวัสดีครับ ผมชื่อสมชาย", 2.2),
    ],
)
def test_is_within_a_third_of_a_calm_voice(text, measured_s):
    assert estimate_s(text) == pytest.approx(measured_s, rel=1 / 3)


def test_a_thousand_characters_take_about_a_minute():
    text = ("The tracker tells a whole street when the bus is coming. " * 18)[:1000]
    assert 50 < estimate_s(text) < 70


@given(st.text(), st.text())
def test_more_text_never_takes_less_time(text, more):
    assert estimate_s(f"{text} {more}") >= estimate_s(text) - 1e-9


def test_pauses_count():
    assert estimate_s("Yes. No. Well, fine.") > estimate_s("Yes No Well fine")
