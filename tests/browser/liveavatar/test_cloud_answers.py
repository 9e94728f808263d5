"""Where LiveAvatar's own model greets, and answers what is said aloud."""

import pytest
from playwright.sync_api import expect

from tests.browser.served import serve
from tests.browser.steps import last_words, start_talking, state, talk, wait_until_loud
from tests.browser.test_voice import pytestmark, voice

__all__ = ["pytestmark", "voice"]

AT_LENGTH = "which is a long story, of which I will tell you every single word. " * 3
ANSWERS = {
    "What is your name?": f"My name is Maya, {AT_LENGTH}",
    "And what do you do?": f"I take things apart, {AT_LENGTH}",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    settings = {"AVATAR_CLOUD": "liveavatar", "TALK_WITH": "cloud"}
    with serve(tmp_path_factory.mktemp("cloud-answers"), **settings) as running:
        yield running


def expect_greeting(page, sandbox):
    """The cloud's own is seen and heard, and nothing else is there."""
    bubble = page.locator(".bubble")
    expect(bubble).to_have_count(1)
    expect(bubble).to_have_attribute("data-state", "speaking")
    expect(bubble.locator(".mark")).to_be_empty()
    wait_until_loud(page)
    (greeting,) = sandbox.transcript()
    assert last_words(page) == greeting["text"]


def test_who_asks_twice_is_answered_twice_and_hears_it(voice, sandbox):
    sandbox.hear(*ANSWERS)
    sandbox.model(say=list(ANSWERS.values()))
    voice.check("text=Push to talk")
    start_talking(voice)
    expect_greeting(voice, sandbox)
    expect(voice.locator("#hold")).to_be_focused()
    for question, answer in ANSWERS.items():
        # Nobody speaks so briefly that the interrupt comes after the question.
        with voice.expect_response("**/session/interrupt"):
            voice.keyboard.press(" ")
        state(voice, "listening")
        voice.keyboard.press(" ")
        expect(voice.locator(".bubble.mine").last).to_have_text(f"You: {question}")
        expect(voice.locator(".bubble.theirs .words").last).to_have_text(answer)
        wait_until_loud(voice)
    states = voice.locator(".bubble.theirs").evaluate_all(
        "bubbles => bubbles.map(({ dataset }) => dataset.state)"
    )
    # Each question cuts in on what was being said.
    assert states == ["interrupted", "interrupted", "speaking"]

    voice.keyboard.press("Escape")
    state(voice, "live")
    assert voice.evaluate("document.querySelector('#stage video').muted")
    talk(voice, "Who are you?")
    wait_until_loud(voice)


def test_in_writing_its_greeting_is_seen_and_can_be_interrupted(page, sandbox):
    start_talking(page)
    expect_greeting(page, sandbox)
    page.keyboard.press("Escape")
    state(page, "live")
    expect(page.locator(".mark")).to_have_text("Interrupted")
    talk(page, "Who are you?")
    wait_until_loud(page)
    expect(page.locator(".bubble.theirs")).to_have_count(2)
