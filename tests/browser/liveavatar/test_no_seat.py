"""Where this server has no seat in the room, the page has said what is to be said."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    QUIET,
    expect_ended,
    go_live,
    last_words,
    loudest,
    repeat,
    start_talking,
    state,
    talk,
    wait_until_loud,
)

LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4


@pytest.fixture
def sandbox(sandbox):
    sandbox.liveavatar_limits(agent_seats=0)
    return sandbox


def test_greeting_repeat_and_answer_are_heard_once_each(page, sandbox):
    start_talking(page)
    wait_until_loud(page)
    greeting = last_words(page)
    page.keyboard.press("Escape")
    state(page, "live")
    repeat(page, "Good morning.")
    state(page, "speaking")
    state(page, "live")
    talk(page, "What is your name?")
    state(page, "speaking")
    state(page, "live")
    assert "Maya" in last_words(page)
    said = [task["text"] for task in sandbox.transcript()]
    assert said[:2] == [greeting, "Good morning."]
    assert " ".join(said[2:]) == last_words(page)
    page.click("#close")
    expect_ended(page, "You ended the conversation.")


def test_an_interrupt_silences_it(page):
    go_live(page)
    repeat(page, LONG)
    wait_until_loud(page)
    page.keyboard.press("Escape")
    state(page, "live")
    expect(page.locator(".mark").last).to_have_text("Interrupted")
    page.wait_for_timeout(400)
    page.evaluate("document.querySelector('#stage video').muted = false")
    assert loudest(page) < QUIET
