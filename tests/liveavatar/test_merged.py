"""Two accounts of one conversation become one: nothing lost, nothing twice."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveavatar.texts import Said, merged
from sessions.model import Role

USER, AVATAR = Role.USER, Role.PERSONA
patient = settings(deadline=None)  # on a busy machine


def user(text, at):
    return Said(role=USER, text=text, at=at)


def avatar(text, at):
    return Said(role=AVATAR, text=text, at=at)


def words(account):
    return [(one.role, word) for one in account for word in one.text.split()]


def lines(account):
    return [(one.role, one.text) for one in account]


@pytest.mark.parametrize(
    ("ours", "theirs", "whole"),
    [
        pytest.param([], [], [], id="nothing was said"),
        pytest.param(
            [avatar("Hello.", 1)], [], [avatar("Hello.", 1)], id="they know nothing"
        ),
        pytest.param(
            [],
            [avatar("Hello.", 1), user("Hi.", 3)],
            [avatar("Hello.", 1), user("Hi.", 3)],
            id="the page reported nothing",
        ),
        pytest.param(
            [avatar("Hello there.", 4)],
            [avatar("hello there", 1)],
            [avatar("Hello there.", 4)],
            id="the same in other letters is the same",
        ),
        pytest.param(
            [avatar("Hello there. How are you?", 6)],
            [avatar("Hello there.", 1), avatar("How are you?", 3)],
            [avatar("Hello there. How are you?", 6)],
            id="they tell it phrase by phrase",
        ),
        pytest.param(
            [avatar("Hello there.", 2), avatar("How are you?", 5)],
            [avatar("Hello there. How are you?", 1)],
            [avatar("Hello there. How are you?", 2)],
            id="we heard it phrase by phrase",
        ),
        pytest.param(
            [avatar("Hello there.", 2)],
            [avatar("Hello there. How are you?", 1)],
            [avatar("Hello there. How are you?", 2)],
            id="we heard the beginning only",
        ),
        pytest.param(
            [user("yes", 1)],
            [avatar("yes", 2)],
            [user("yes", 1), avatar("yes", 2)],
            id="the same words of somebody else are others",
        ),
        pytest.param(
            [user("yes", 1)],
            [user("yes", 1), user("yes", 500)],
            [user("yes", 1), user("yes", 500)],
            id="the same words much later are others",
        ),
        pytest.param(
            [user("yes", 1), user("yes", 9)],
            [user("yes", 1)],
            [user("yes", 1), user("yes", 9)],
            id="what only we heard twice was said twice",
        ),
        pytest.param(
            [user("yes", 1)],
            [user("yes", 1), user("yes", 9)],
            [user("yes", 1), user("yes", 9)],
            id="what only they heard twice was said twice",
        ),
        pytest.param(
            [user("I said yes", 8)],
            [user("yes", 1), user("I said yes", 7)],
            [user("yes", 1), user("I said yes", 8)],
            id="a short answer is not a piece of the longer one after it",
        ),
        pytest.param(
            [user("yes", 2), user("yes", 20)],
            [user("yes I do", 1)],
            [user("yes I do", 2), user("yes", 20)],
            id="one of theirs stands for one of ours",
        ),
        pytest.param(
            [avatar("?!", 1)],
            [avatar("?!", 1), avatar("...", 2)],
            [avatar("?!", 1), avatar("...", 2)],
            id="marks alone are words as well",
        ),
        pytest.param(
            [avatar("おはようございます。", 3)],
            [avatar("おはよう", 1), avatar("ございます", 2)],
            [avatar("おはようございます。", 3)],
            id="without spaces, too",
        ),
        pytest.param(
            [avatar("I am Maya.", 5)],
            [user("Who are you?", 5), avatar("I am Maya.", 5)],
            [user("Who are you?", 5), avatar("I am Maya.", 5)],
            id="a question that only they heard, within the second of its answer",
        ),
        pytest.param(
            [user("Who are you?", 5)],
            [user("Who are you?", 5), avatar("I am Maya.", 5)],
            [user("Who are you?", 5), avatar("I am Maya.", 5)],
            id="an answer that only they heard, within the second of its question",
        ),
        pytest.param(
            [avatar("I am Maya.", 5), user("Oh.", 5)],
            [user("Who?", 5), avatar("I am", 5), avatar("Maya.", 5), user("Oh.", 5)],
            [user("Who?", 5), avatar("I am Maya.", 5), user("Oh.", 5)],
            id="a second that holds more than one question",
        ),
        pytest.param(
            [avatar("I am Maya.", 5)],
            [user("Who are you?", 5.4), avatar("I am Maya.", 5.9)],
            [user("Who are you?", 5), avatar("I am Maya.", 5)],
            id="theirs are dated more exactly",
        ),
        pytest.param(
            [user("Who?", 5), avatar("Maya.", 9)],
            [user("Who?", 25), avatar("I am", 27), avatar("Maya.", 29)],
            [user("Who?", 5), avatar("I am", 9), avatar("Maya.", 9)],
            id="their clock is fast",
        ),
    ],
)
def test_two_accounts_become_one(ours, theirs, whole):
    assert merged(ours, theirs) == whole


@st.composite
def conversations(draw, vocabulary=("yes", "no", "I", "said", "well")):
    """What was really said, of so few words that utterances often repeat."""
    at, said = 0.0, []
    for _ in range(draw(st.integers(0, 8))):
        at += draw(st.integers(1, 40))
        spoken = draw(st.lists(st.sampled_from(vocabulary), min_size=1, max_size=4))
        role = draw(st.sampled_from([USER, AVATAR]))
        said.append(Said(role=role, text=" ".join(spoken), at=at))
    return said


@st.composite
def numbered(draw):
    """A conversation in which no word comes twice, so that each can be followed."""
    at, said, number = 0.0, [], 0
    for _ in range(draw(st.integers(0, 8))):
        at += draw(st.integers(1, 40))
        count = draw(st.integers(1, 6))
        text = " ".join(f"w{number + one}" for one in range(count))
        said.append(Said(role=draw(st.sampled_from([USER, AVATAR])), text=text, at=at))
        number += count
    return said


@st.composite
def heard_of(draw, said):
    """What one witness heard: some utterances whole, dated a little later."""
    return [
        replace(one, at=one.at + draw(st.floats(0, 3)) / 10)
        for one in said
        if draw(st.booleans())
    ]


@st.composite
def in_pieces(draw, said):
    """What a witness heard who cuts utterances into phrases, and misses some."""
    pieces = []
    for one in said:
        spoken = one.text.split()
        cuts = sorted(
            draw(st.sets(st.integers(1, max(1, len(spoken) - 1)), max_size=3))
        )
        ends = [*(cut for cut in cuts if cut < len(spoken)), len(spoken)]
        for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
            if draw(st.booleans()):
                text, at = " ".join(spoken[start:end]), one.at + number / 10
                pieces.append(Said(role=one.role, text=text, at=at))
    return pieces


@patient
@given(conversations())
def test_two_witnesses_who_agree_say_it_once(said):
    assert merged(said, said) == said
    assert merged(said, []) == merged([], said) == said


@patient
@given(st.data())
def test_who_missed_something_is_told_it(data):
    said = data.draw(conversations())
    ours = data.draw(heard_of(said))
    assert Counter(lines(merged(ours, said))) == Counter(lines(said))


@patient
@given(st.data())
def test_two_who_each_missed_something_tell_it_all_once(data):
    said = data.draw(numbered())
    ours, theirs = data.draw(heard_of(said)), data.draw(heard_of(said))
    known = {*lines(ours), *lines(theirs)}
    assert lines(merged(ours, theirs)) == [one for one in lines(said) if one in known]


@patient
@given(st.data())
def test_pieces_lose_no_word_and_say_none_twice(data):
    said = data.draw(numbered())
    ours, theirs = data.draw(heard_of(said)), data.draw(in_pieces(said))
    for whole in (merged(ours, theirs), merged(theirs, ours)):
        assert sorted(words(whole)) == sorted({*words(ours), *words(theirs)})


@patient
@given(st.data())
def test_it_comes_in_the_order_of_time_and_ours_stays_in_order(data):
    said = data.draw(numbered())
    ours, theirs = data.draw(heard_of(said)), data.draw(in_pieces(said))
    whole = merged(ours, theirs)
    assert [one.at for one in whole] == sorted(one.at for one in whole)
    kept = [word for word in words(whole) if word in words(ours)]
    assert kept == words(ours)
