"""A turn that is spoken while it is written: every order of what is told about it."""

import pytest

from tests.browser.telling import TELL

BEGUN = (["begin"], ["entered", 1])
FIRST = (["wrote", 0, "a"], ["accepted", 0, "a"], ["started", "a"])
SECOND = (["wrote", 1, "b"], ["accepted", 1, "b"], ["started", "b"])


@pytest.fixture
def tell(blank):
    return lambda *story: blank.evaluate(TELL, story)


def test_it_thinks_until_its_first_sound_and_speaks_on_while_it_is_written(tell):
    state = ["state"]
    fired = tell(
        *(*BEGUN, state, ["wrote", 0, "a"], state, ["accepted", 0, "a"], state),
        *(["started", "a"], state, *SECOND, state, ["stopped", "b"], state),
        *(["answered", "a", "b"], state),
    )
    states = [word for word in fired if word.isupper()]
    assert states == ["THINKING"] * 3 + ["SPEAKING"] * 3 + ["LIVE"]


def test_its_words_grow_sentence_by_sentence_and_the_answer_settles_them(tell):
    done = ["answered", "a", "b"]
    fired = tell(*BEGUN, *FIRST, ["words"], *SECOND, ["words"], done, ["words"])
    shown = [word for word in fired if word.startswith("[")]
    assert shown == ["[words of a]", "[words of a words of b]", "[Because.]"]


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_start_may_come_before_or_after_the_words_it_says(tell, late):
    steps = [["wrote", 0, "a"], ["accepted", 0, "a"]]
    steps.insert(late, ["started", "a"])
    fired = tell(*BEGUN, *steps, ["state"])
    assert fired[-2:] == ['"words of a"', "SPEAKING"]


def test_a_breath_between_two_sentences_is_neither_quiet_nor_live(tell):
    fired = tell(*BEGUN, *FIRST, ["stopped", "a"], ["state"], *SECOND, ["state"])
    assert "quiet" not in fired
    assert [word for word in fired if word.isupper()] == ["SPEAKING", "SPEAKING"]


def test_a_long_silence_before_the_next_sentence_is_seen_as_one(tell):
    fired = tell(*BEGUN, *FIRST, ["stopped", "a"], ["untilQuiet"], ["state"])
    assert fired[-3:] == ["pending", "quiet", "THINKING"]
    fired = tell(
        *(*BEGUN, *FIRST, ["stopped", "a"], ["untilQuiet"]),
        *(*SECOND, ["answered", "a", "b"], ["stopped", "b"], ["state"]),
    )
    assert fired[-3:] == ["said", "quiet", "LIVE"]


def test_an_answer_that_ends_during_a_breath_makes_it_quiet(tell):
    fired = tell(*BEGUN, *FIRST, ["stopped", "a"], ["answered", "a"], ["state"])
    assert fired[-3:] == ["said", "quiet", "LIVE"]


def test_an_interrupt_leaves_the_words_that_were_said(tell):
    before = tell(*BEGUN, ["wrote", 0, "a"], ["interrupt"], ["words"])
    assert before[-1] == "[]"
    during = tell(*BEGUN, *FIRST, ["stopped", "a"], *SECOND, ["interrupt"], ["words"])
    assert during[-1] == "[words of a]"
    lost = tell(
        *(*BEGUN, ["wrote", 0, "a"], ["accepted", 0, "a"], *SECOND, ["stopped", "b"]),
        *(["wrote", 2, "c"], ["accepted", 2, "c"], ["interrupt"], ["words"]),
    )
    assert lost[-1] == "[words of a words of b]"


def test_nothing_of_an_interrupted_turn_is_shown_or_heard_afterwards(tell):
    stop = ["interrupt"]
    late = (["wrote", 1, "b"], ["accepted", 1, "b"], ["started", "b"])
    fired = tell(*BEGUN, *FIRST, stop, *late, ["answered", "a", "b"], ["state"])
    after = fired[fired.index("interrupted") :]
    assert after == ["interrupted", "quiet", "LIVE"]


def test_the_next_turn_does_not_take_what_is_left_of_the_last_for_its_own(tell):
    """The cloud may begin a sentence of the old turn before the server silences it."""
    cuts_in = ["begin", "next"]
    old = tell(*BEGUN, *FIRST, ["interrupt"], cuts_in, ["started", "b"], ["state"])
    assert old[-3:] == ["quiet", "pending", "THINKING"]
    new = tell(
        *(*BEGUN, *FIRST, ["interrupt"], cuts_in, ["started", "b"]),
        *(["of", "it"], ["accepted", 1, "b"], ["answered", "a", "b"], ["state"]),
        *(["of", "next"], ["entered", 2], ["started", "c"], ["state"]),
        *(["accepted", 0, "c"], ["words"]),
    )
    assert new[new.index("THINKING") :] == [
        *("THINKING", '""', "SPEAKING"),
        *("pending", "speaking", '"words of c"', "[words of c]"),
    ]


def test_what_others_have_it_say_is_heard_once_the_old_is_surely_over(tell):
    """A server says goodbye by itself; nobody here knows that task."""
    over = [*BEGUN, *FIRST, ["interrupt"]]
    assert tell(*over, ["started", "z"], ["state"])[-1] == "LIVE"
    fired = tell(*over, ["settled"], ["started", "z"], ["state"], ["stopped", "z"])
    assert fired[-3:] == ['""', "SPEAKING", "quiet"]


def test_an_interrupt_from_elsewhere_ends_what_was_begun_before_it(tell):
    fired = tell(*BEGUN, *FIRST, ["overtaken", 1], ["state"], ["overtaken", 2])
    assert fired[-3:] == ["SPEAKING", "interrupted", "quiet"]
    unknown = tell(["begin"], ["overtaken", 7], ["state"])
    assert unknown == ["pending", "THINKING"]
    told = tell(*BEGUN, *FIRST, ["cutElsewhere", "a"], ["words"], ["state"])
    assert told[-3:] == ["quiet", "[]", "LIVE"]


def test_a_reply_that_breaks_off_says_what_was_accepted(tell):
    fired = tell(
        *(*BEGUN, ["wrote", 0, "a"], ["accepted", 0, "a"], ["wrote", 1, "b"]),
        *(["failed"], ["words"], ["started", "a"], ["stopped", "a"], ["state"]),
    )
    assert "[words of a]" in fired
    assert "partly said" in fired
    assert fired[-3:] == ["said", "quiet", "LIVE"]
    unsaid = tell(*BEGUN, ["wrote", 0, "a"], ["failed"], ["state"])
    assert unsaid[-3:] == ["failed", "unsaid", "LIVE"]


def test_a_reply_that_is_begun_anew_forgets_what_it_had_written(tell):
    fired = tell(
        *(*BEGUN, ["wrote", 0, "a"], ["wrote", 1, "b"]),
        *(["entered", 2], ["wrote", 0, "c"], ["words"]),
    )
    assert fired[-1] == "[words of c]"
