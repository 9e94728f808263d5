"""What could be heard of a speech until it was cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.heard import ends_ms, until

TASKS = [
    {"text": "One two three four.", "duration_ms": 1900.0, "at_ms": 0.0},
    {"text": "Five six.", "duration_ms": 900.0, "at_ms": 100.0},
    {"text": "Seven.", "duration_ms": 600.0, "at_ms": 5000.0},
]


@pytest.mark.parametrize(
    ("elapsed_ms", "words"),
    [
        (-1, ""),
        (0, ""),
        (150, ""),
        (300, "One"),
        (750, "One two"),
        (1899, "One two three"),
        (1900, "One two three four."),
        (2400, "One two three four. Five"),
        (2800, "One two three four. Five six."),
        (5000, "One two three four. Five six."),
        (5600, "One two three four. Five six. Seven."),
        (9000, "One two three four. Five six. Seven."),
    ],
)
def test_words_count_once_all_of_them_was_said(elapsed_ms, words):
    assert until(TASKS, elapsed_ms) == words


def test_a_task_waits_for_the_one_before_it_and_for_its_own_coming():
    assert ends_ms(TASKS[:2]) == 2800
    assert ends_ms(TASKS) == 5600


def test_without_a_figure_of_the_cloud_the_time_is_estimated():
    task = {"text": "One two three four.", "duration_ms": None, "at_ms": 0.0}
    assert 500 < ends_ms([task]) < 3000
    assert until([task], 10_000) == "One two three four."


def test_scripts_without_spaces_are_cut_between_characters():
    task = {"text": "我喜欢火车和夜晚。", "duration_ms": 900.0, "at_ms": 0.0}
    assert until([task], 350) == "我喜欢"


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=40), st.floats(1, 5000)), max_size=5
    ),
    st.floats(0, 30_000),
)
def test_what_was_heard_is_always_a_beginning_of_what_was_said(speech, elapsed_ms):
    tasks = [{"text": text, "duration_ms": ms, "at_ms": 0.0} for text, ms in speech]
    whole = " ".join(text for text, _ in speech)
    said = until(tasks, elapsed_ms)
    assert "".join(whole.split()).startswith("".join(said.split()))
