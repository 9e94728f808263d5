"""Talking aloud in a room of LiveAvatar's, and being answered from here."""

from playwright.sync_api import expect

from tests.browser.microphone import QUESTION
from tests.browser.steps import (
    expect_ended,
    last_words,
    state,
    talk,
    until_none_is_open,
    wait_until_loud,
)
from tests.browser.test_voice import (
    WHEN_LISTENED_TO,
    pytestmark,
    test_a_microphone_is_picked_measured_and_muted,
    test_push_to_talk_needs_no_mouse,
    voice,
)

__all__ = [
    "pytestmark",
    "test_a_microphone_is_picked_measured_and_muted",
    "test_push_to_talk_needs_no_mouse",
    "voice",
]


def test_whoever_speaks_is_answered_by_the_persona(voice, sandbox):
    sandbox.hear(QUESTION)
    # It asks once: neither before the greeting, nor again.
    voice.dispatch_event("#mute-microphone", "click")
    voice.click("#start-talking")
    state(voice, "speaking")
    listened = voice.evaluate_handle(f"({{ then_heard: ({WHEN_LISTENED_TO})() }})")
    voice.click("#mute-microphone")
    assert voice.evaluate("listened => listened.then_heard", listened)["muted"]
    voice.click("#mute-microphone")
    expect(voice.locator(".bubble.mine")).to_have_text(f"You: {QUESTION}")
    wait_until_loud(voice)
    assert "Maya" in last_words(voice)

    talk(voice, "Who are you?")
    expect(voice.locator(".bubble.mine")).to_have_count(2)
    expect(voice.locator(".bubble.theirs").last).to_have_attribute(
        "data-state", "speaking"
    )
    voice.click("#hang-up")
    expect_ended(voice, "You ended the conversation.")
    until_none_is_open(voice, sandbox)
    (asked, *_) = sandbox.requests("/openai/v1/chat/completions")
    assert asked["body"]["messages"][-1]["content"] == QUESTION
