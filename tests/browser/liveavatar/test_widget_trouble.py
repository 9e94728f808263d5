"""What goes wrong in the widget, told as a sentence."""

import pytest
from playwright.sync_api import expect

from tests.browser.liveavatar.test_widget import state

PROXYS_OWN = {
    "status": 502,
    "body": "<h1>Bad Gateway</h1>",
    "content_type": "text/html",
}


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
