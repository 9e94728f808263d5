"""What goes wrong in the widget, told as a sentence."""

import pytest
from playwright.sync_api import expect

from tests.browser.liveavatar.test_widget import state

PROXYS_OWN = {
    "status": 502,
    "body": "<h1>Bad Gateway</h1>",
    "content_type": "text/html",
}
# Not at once: what the question cut short must have fallen silent before.
HALF_A_MINUTE_PASSES_SOON = """() => {
  const after = window.setTimeout;
  window.setTimeout = (call, ms) => after(call, ms === 30_000 ? 300 : ms);
}"""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda route: route.abort(), "The server cannot be reached. Is it running?"),
        (
            lambda route: route.fulfill(**PROXYS_OWN),
            "The server answered with an error (502).",
        ),
    ],
    ids=["no answer", "no JSON"],
)
def test_why_it_cannot_begin_is_a_sentence(widget, answer, words):
    widget.route("**/v1/sessions/token", answer)
    widget.click("#open")
    expect(widget.locator(".note")).to_have_text(words)
    state(widget, "idle")


def test_a_question_that_nobody_answers_is_given_up_after_half_a_minute(widget):
    widget.click("#open")
    state(widget, "speaking")
    widget.evaluate(HALF_A_MINUTE_PASSES_SOON)
    widget.fill("#text", "When do you open?")
    widget.keyboard.press("Enter")
    expect(widget.locator(".note")).to_contain_text("No answer came.")
    state(widget, "live")


def test_nothing_is_thought_about_that_was_not_asked_or_was_called_off(widget):
    widget.click("#open")
    state(widget, "speaking")
    widget.route("**/v1/streaming.user_message", lambda route: route.abort(), times=1)
    widget.fill("#text", "When do you open?")
    widget.keyboard.press("Enter")
    expect(widget.locator(".note")).to_contain_text("cannot be reached")
    state(widget, "live")
    expect(widget.locator("#text")).to_have_value("When do you open?")

    widget.keyboard.press("Enter")
    state(widget, "thinking")
    widget.keyboard.press("Escape")
    state(widget, "live")
