"""An answer without a session: guarded, and never silent about why it is short."""

import pytest

from chat.asked import Asked
from chat.completion import Completion
from chat.model import ChatMessage, Role
from errors import TimedOut
from persona.model import Persona, Policy

STRICT = Persona(
    id="ann", name="Ann", safe_line="No.", policy=Policy(words=("rubbish",))
)


def complete(chat, prompt="Hi!", **more):
    completion = Completion(chat, Asked(persona=STRICT, prompt=prompt, **more))
    return list(completion.sentences()), completion


def test_it_is_the_models_answer(chat):
    sentences, completion = complete(chat)
    assert sentences == ["I read letters.", "They are lovely!"]
    assert completion.notice is None


def test_a_prompt_that_is_refused_gets_the_safe_line(chat, model):
    sentences, completion = complete(chat, "Some rubbish, please.")
    assert (sentences, completion.notice.code) == (["No."], "refused")
    assert model.asked == []


def test_an_answer_that_is_refused_ends_in_the_safe_line(chat, model):
    model.answer = "I read letters. All rubbish."
    sentences, completion = complete(chat)
    assert sentences == ["I read letters.", "No."]
    assert completion.notice.code == "refused"


def test_what_the_user_should_not_have_said_before_is_not_handed_on(chat, model):
    history = [
        ChatMessage(Role.USER, "Some rubbish."),
        ChatMessage(Role.ASSISTANT, "No."),
        ChatMessage(Role.USER, "Sorry."),
    ]
    complete(chat, history=history)
    (asked,) = model.asked
    assert [message.content for message in asked[1:]] == ["No.", "Sorry.", "Hi!"]


@pytest.mark.parametrize(("after", "said"), [(0, None), (4, ["I read letters."])])
def test_a_failing_model_is_an_error_or_a_notice(chat, model, after, said):
    model.fails, model.fails_after = TimedOut("Late.", upstream="openai"), after
    if said is None:
        with pytest.raises(TimedOut):
            complete(chat)
    else:
        sentences, completion = complete(chat)
        assert (sentences, completion.notice.code) == (said, "upstream_timed_out")
