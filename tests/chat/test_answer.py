"""What is asked of a model, and what becomes of its words while it writes them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chat.answer import REPLY_LIMIT
from chat.asked import Asked
from chat.model import ChatMessage, Role
from chat.service import ChatService
from errors import Malformed, NotConfigured, RateLimited, TimedOut
from persona.model import Persona, Policy
from persona.prompt import system_prompt
from tests.chat.conftest import SANTA
from tests.fakes import FakeModel
from tests.waiting import until


def said(chat, prompt="Hi!", **more):
    """The sentences of an answer, and the answer."""
    asked = Asked(**{"persona": SANTA, "prompt": prompt, **more})
    with chat.answer(asked) as answer:
        return list(answer), answer


def test_the_model_hears_the_persona_then_the_user(chat, model):
    assert said(chat)[0] == ["I read letters.", "They are lovely!"]
    assert model.asked == [
        [
            ChatMessage(Role.SYSTEM, system_prompt(SANTA)),
            ChatMessage(Role.USER, "Hi!"),
        ]
    ]


def test_the_conversation_so_far_stands_between_them(chat, model):
    history = [ChatMessage(Role.USER, "Hi!"), ChatMessage(Role.ASSISTANT, "Ho!")]
    said(chat, "And now?", history=history, summary="They met\nyesterday.")
    ((system, earlier, *rest),) = model.asked
    assert system.content == system_prompt(SANTA)
    assert earlier.role is Role.SYSTEM
    assert earlier.content.endswith("They met yesterday.")
    assert rest == [*history, ChatMessage(Role.USER, "And now?")]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("**Ho ho ho!** See [my page](https://x.org) 😀", "Ho ho ho! See my page"),
        ("# Toys\n- a train\n- a bear", "Toys. a train. a bear."),
        ("*laughs* Come in!", "Come in!"),
        ("Santa Claus: Come in!", "Come in!"),
        ("**Santa Claus:** Come in!", "Come in!"),
        ("<think>They greet me. Hm.</think>Come in!", "Come in!"),
    ],
)
def test_an_answer_is_cleaned_for_speech(chat, model, written, spoken):
    model.answer = written
    assert " ".join(said(chat)[0]) == spoken


def test_a_nameless_persona_keeps_its_colons(chat, model):
    model.answer = ": so it is"
    assert said(chat, persona=Persona())[0] == [": so it is"]


@pytest.mark.parametrize("written", ["😀", "***", "*smiles*", "Santa Claus:"])
def test_an_answer_without_words_is_malformed(chat, model, written):
    model.answer = written
    sentences, answer = said(chat)
    assert sentences == []
    assert isinstance(answer.failure, Malformed)
    assert "gave no words" in answer.failure.message


def test_an_answer_that_does_not_stop_is_cut_at_a_sentence(chat, model):
    model.answer = "I could go on for hours. " * 800
    sentences, answer = said(chat)
    assert REPLY_LIMIT - 30 < len(" ".join(sentences)) <= REPLY_LIMIT
    assert set(sentences) == {"I could go on for hours."}
    assert answer.is_whole


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("One is done. The second is no", ["One is done."]),
        ("All is done. So is this.", ["All is done.", "So is this."]),
        ('He said: "Done."', ['He said: "Done."']),
    ],
)
def test_what_the_token_limit_cut_off_is_not_said(chat, model, written, spoken):
    model.answer, model.cut_at_limit = written, True
    assert said(chat)[0] == spoken


def test_a_sentence_comes_while_the_model_still_writes(chat, model):
    model.steps = threading.Semaphore(4)
    with chat.answer(Asked(persona=SANTA, prompt="Hi!")) as answer:
        assert next(iter(answer)) == "I read letters."
        assert answer.first_token_at
        assert not answer.is_whole


def test_no_sentence_is_longer_than_asked(chat, model):
    model.answer = "a " * 300
    asked = Asked(persona=SANTA, prompt="Hi!")
    with chat.answer(asked, limit=100) as answer:
        assert all(len(sentence) <= 100 for sentence in answer)


def test_a_failing_model_fails_the_answer(chat, model):
    model.fails, model.fails_after = TimedOut("Too slow.", upstream="openai"), 4
    sentences, answer = said(chat)
    assert sentences == ["I read letters."]
    assert answer.failure is model.fails
    assert not answer.is_whole


def test_without_a_key_nothing_is_asked(chat, model):
    model.fails = NotConfigured("Set OPENAI_API_KEY.")
    with pytest.raises(NotConfigured):
        said(chat)


def test_one_that_is_cancelled_ends_and_leaves_the_model(chat, model):
    model.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with chat.answer(Asked(persona=SANTA, prompt="Hi!")) as answer:
            reading = pool.submit(list, answer)
            assert model.entered.wait(10)
            answer.cancel()
            answer.cancel()
            assert reading.result(10) == []
        assert not answer.is_whole
        assert answer.failure is None
    assert model.streams[0].left.is_set()


def test_what_the_persona_must_not_say_ends_it(chat, model):
    model.answer = "I read letters. Some are rubbish. And so on."
    strict = Persona(name="Ann", policy=Policy(words=("rubbish",)))
    sentences, answer = said(chat, persona=strict)
    assert sentences == ["I read letters."]
    assert answer.refusal.why == "word"
    assert not answer.is_whole


def test_a_phrase_does_not_slip_through_between_two_sentences(chat, model):
    model.answer = "This is bad! Word of mine."
    strict = Persona(name="Ann", policy=Policy(words=("bad word",)))
    assert said(chat, persona=strict)[0] == ["This is bad!"]


class TestFallback:
    @pytest.fixture
    def second(self):
        return FakeModel("I am the second. At your service.")

    @pytest.fixture
    def chat(self, model, second):
        return ChatService(model=model, fallback=second, fallback_after_s=0.05)

    def test_a_model_that_fails_before_its_first_sentence_is_replaced(
        self, chat, model, second
    ):
        model.fails, model.fails_after = RateLimited("Busy.", upstream="openai"), 2
        sentences, answer = said(chat)
        assert sentences == ["I am the second.", "At your service."]
        assert answer.failure is None
        assert answer.is_whole
        assert second.asked == model.asked

    def test_after_the_first_sentence_it_is_not(self, chat, model, second):
        model.fails, model.fails_after = RateLimited("Busy.", upstream="openai"), 4
        sentences, answer = said(chat)
        assert sentences == ["I read letters."]
        assert answer.failure is model.fails
        assert second.asked == []

    def test_one_that_writes_nothing_is_not_waited_for(self, chat, model):
        model.gate = threading.Event()
        assert said(chat)[0] == ["I am the second.", "At your service."]
        assert model.streams[0].left.is_set()

    def test_when_both_fail_the_answer_does(self, chat, model, second):
        model.fails = RateLimited("Busy.", upstream="openai")
        second.fails = TimedOut("Too slow.", upstream="openai")
        sentences, answer = said(chat)
        assert (sentences, answer.failure) == ([], second.fails)

    def test_one_that_is_cancelled_asks_nobody_else(self, chat, model, second):
        model.steps = threading.Semaphore(1)
        with (
            ThreadPoolExecutor(1) as pool,
            chat.answer(Asked(persona=SANTA, prompt="Hi!")) as answer,
        ):
            reading = pool.submit(list, answer)
            until(lambda: answer.first_token_at)
            answer.cancel()
            assert reading.result(10) == []
        assert second.asked == []
