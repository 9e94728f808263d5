"""What a policy refuses and why, and a second opinion."""

from __future__ import annotations

import pytest

from chat.guard import Guard, Refusal
from errors import TimedOut
from persona.model import Policy, Topic

WORD = Refusal("word")


def test_a_topic_is_told_by_its_name():
    policy = Policy(
        words=("damn",),
        topics=(
            Topic(name="war", words=("gun*", "civil war")),
            Topic(name="drink", words=("wine",)),
            Topic(name="silence"),
        ),
    )
    guard = Guard(policy)
    assert guard.check("a gunshot") == Refusal("topic", "war")
    assert guard.check("a Civil   War") == Refusal("topic", "war")
    assert guard.check("wine") == Refusal("topic", "drink")
    assert guard.check("damn wine") == Refusal("word")
    assert guard.check("tea") is None


def test_a_word_that_two_rules_have_is_a_word():
    policy = Policy(words=("wine",), topics=(Topic(name="drink", words=("wine",)),))
    assert Guard(policy).check("wine") == WORD


def test_a_phrase_that_began_in_the_sentence_before_is_refused_in_this_one():
    guard = Guard(Policy(words=("kill joy",)))
    assert guard.check("Joy is gone.", "We could kill.") == WORD
    assert guard.check("And then?", "I kill joy.") is None


def test_without_a_policy_everything_may_be_said():
    assert Guard(Policy()).check("kill") is None


class Opinion:
    def __init__(self, *, flags=False, fails=None):
        self.asked = []
        self._flags, self._fails = flags, fails

    def flags(self, text):
        self.asked.append(text)
        if self._fails:
            raise self._fails
        return self._flags


def test_moderation_is_asked_about_what_the_policy_lets_pass():
    opinion = Opinion(flags=True)
    guard = Guard(Policy(words=("kill",)), opinion)
    assert guard.check("I love it.", "before") == Refusal("moderation")
    assert opinion.asked == ["I love it."]


def test_moderation_is_not_asked_about_what_is_refused_anyway_or_says_nothing():
    opinion = Opinion(flags=True)
    guard = Guard(Policy(words=("kill",)), opinion)
    assert guard.check("kill") == WORD
    assert guard.check(" \n") is None
    assert opinion.asked == []


def test_what_moderation_does_not_flag_may_be_said():
    assert Guard(Policy(), Opinion()).check("Hi!") is None


def test_a_moderation_server_that_gives_no_verdict_is_an_error():
    failing = Opinion(fails=TimedOut("Slow.", upstream="openai"))
    with pytest.raises(TimedOut):
        Guard(Policy(), failing).check("Hi!")
