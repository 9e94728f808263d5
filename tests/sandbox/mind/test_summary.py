"""A transcript is condensed to what was told, asked and promised, and nothing else."""

from __future__ import annotations

import pytest

from sandbox.mind.mind import reply

ORDER = "Summarise this conversation in a few short sentences."
TALK = """\
Visitor: Hi, I am Lena. I love chess and my dog is called Rex.
Persona: Nice to meet you, Lena! I'll send you the map tomorrow.
Visitor: What do you like?
Persona: I love rock climbing. Shall we go?
Visitor: Fine.
"""
SUMMARY = (
    "The visitor's name is Lena."
    " The visitor said: I love chess and my dog is called Rex."
    " The visitor asked: What do you like?"
    " The persona promised: I'll send you the map tomorrow."
)


def summary(transcript, order=ORDER):
    messages = [
        {"role": "system", "content": order},
        {"role": "user", "content": transcript},
    ]
    return reply(messages)


def test_names_statements_questions_and_promises_are_kept_in_their_own_words():
    assert summary(TALK) == SUMMARY


def test_the_same_transcript_gives_the_same_summary():
    assert summary(TALK) == summary(TALK)


def test_a_former_summary_goes_on_in_the_next():
    more = "Visitor: I live in Graz. Can you dance?\nPersona: I will learn it."
    again = summary(f"Earlier: {SUMMARY}\n{more}")
    assert again == (
        "The visitor's name is Lena."
        " The visitor said: I love chess and my dog is called Rex."
        " The visitor said: I live in Graz."
        " The visitor asked: What do you like? The visitor asked: Can you dance?"
        " The persona promised: I'll send you the map tomorrow."
        " The persona promised: I will learn it."
    )
    assert summary(f"Earlier: {again}") == again


def test_a_former_summary_by_another_hand_is_kept_as_it_is():
    earlier = "A woman from Graz came by; they spoke of boats."
    assert summary(f"Earlier: {earlier}\n{TALK}") == f"{earlier} {SUMMARY}"


def test_however_long_it_goes_on_the_summary_stays_short():
    earlier = ""
    for number in range(60):
        talk = f"Visitor: I own boat {number}. Where is boat {number}? {'So ' * 99}"
        earlier = summary(f"Earlier: {earlier}\n{talk}\nPersona: I'll find {number}.")
    assert len(earlier) < 1500
    assert "I own boat 59." in earlier
    assert "I own boat 3." not in earlier


def test_a_name_given_twice_is_the_last_one():
    found = summary("Visitor: My name is Lena.\nPersona: Hi.\nVisitor: Call me Leni.")
    assert found == "The visitor's name is Leni."


def test_a_name_that_was_asked_for_is_one():
    assert "Tom" in summary("Persona: What's your name?\nVisitor: Tom")


def test_a_turn_may_have_several_lines():
    assert "my dog is ill" in summary("Visitor: Well,\nmy dog is ill.\nPersona: Oh.")


@pytest.mark.parametrize("transcript", ["", "Visitor: Hm.\nPersona: Yes?", "Persona: "])
def test_where_nothing_was_said_nothing_is_made_up(transcript):
    assert summary(transcript) == "Nothing of note was said."


def test_a_persona_that_is_asked_to_summarise_is_still_itself():
    messages = [
        {"role": "system", "content": "Name: Bob Stone"},
        {"role": "user", "content": "Summarise this conversation"},
    ]
    assert "The visitor" not in reply(messages)
