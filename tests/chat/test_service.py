"""What is asked of the model, and what becomes of its answer."""

import pytest

from chat.model import ChatMessage, Role
from chat.service import REPLY_LIMIT
from errors import Malformed, TimedOut
from persona.model import Persona
from persona.prompt import system_prompt
from tests.chat.conftest import SANTA


def test_the_model_hears_the_persona_then_the_user(chat, model):
    assert chat.reply(SANTA, "Hi!") == "I read letters. They are lovely!"
    assert model.asked == [
        [
            ChatMessage(Role.SYSTEM, system_prompt(SANTA)),
            ChatMessage(Role.USER, "Hi!"),
        ]
    ]


def test_the_conversation_so_far_stands_between_them(chat, model):
    history = [ChatMessage(Role.USER, "Hi!"), ChatMessage(Role.ASSISTANT, "Ho!")]
    chat.reply(SANTA, "And now?", history)
    (asked,) = model.asked
    assert asked[1:-1] == history
    assert asked[-1] == ChatMessage(Role.USER, "And now?")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Ho ho ho!** See [my page](https://x.org) 😀", "Ho ho ho! See my page"),
        ("# Toys\n- a train\n- a bear", "Toys. a train. a bear."),
        ("*laughs* Come in!", "Come in!"),
        ("Santa Claus: Come in!", "Come in!"),
        ("**Santa Claus:** Come in!", "Come in!"),
        ("<think>They greet me.</think>Come in!", "Come in!"),
    ],
)
def test_an_answer_is_cleaned_for_speech(chat, model, written, said):
    model.answer = written
    assert chat.reply(SANTA, "Hi!") == said


def test_a_nameless_persona_keeps_its_colons(chat, model):
    model.answer = ": so it is"
    assert chat.reply(Persona(), "Hi!") == ": so it is"


@pytest.mark.parametrize("written", ["😀", "***", "*smiles*", "Santa Claus:"])
def test_an_answer_without_words_is_malformed(chat, model, written):
    model.answer = written
    with pytest.raises(Malformed, match="gave no words"):
        chat.reply(SANTA, "Hi!")


def test_an_answer_that_does_not_stop_is_cut_at_a_sentence(chat, model):
    model.answer = "I could go on for hours. " * 800
    said = chat.reply(SANTA, "Hi!")
    assert REPLY_LIMIT - 30 < len(said) <= REPLY_LIMIT
    assert said.endswith("for hours.")


def test_a_failing_model_fails_the_reply(chat, model):
    model.fails = TimedOut("Too slow.", upstream="openai")
    with pytest.raises(TimedOut):
        chat.reply(SANTA, "Hi!")
