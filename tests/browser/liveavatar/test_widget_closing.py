"""The widget's ends that nobody waits for: nothing is left that bills unseen."""

import pytest
from playwright.sync_api import Route, WebSocket, expect

from tests.browser.liveavatar.conftest import INTRO
from tests.browser.liveavatar.test_widget import state
from tests.browser.steps import open_sessions, until_none_is_open

TOKEN, START, STOP = (f"**/v1/sessions/{verb}" for verb in ("token", "start", "stop"))
CLOSE = "document.querySelector('#close').click()"
LEAVE = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"


@pytest.fixture
def opened_until(widget):
    """Press the button; the first request to an address is held, and given."""

    def press(pattern):
        held: list[Route] = []

        def hold(route):
            if held:
                route.continue_()
            else:
                held.append(route)

        widget.route(pattern, hold)
        with widget.expect_request(pattern):
            widget.click("#open")
        state(widget, "connecting")
        return held[0]

    return press


@pytest.mark.parametrize("end", [CLOSE, LEAVE], ids=["closed", "left"])
def test_what_was_ended_before_its_name_was_known_is_never_begun(
    widget, opened_until, sandbox, end
):
    token = opened_until(TOKEN)
    widget.evaluate(end)
    state(widget, "idle")
    with widget.expect_response(STOP):
        token.continue_()
    assert sandbox.requests("/liveavatar/v1/sessions/start") == []


def test_a_stop_that_is_lost_while_it_begins_is_made_up_for(
    widget, opened_until, sandbox
):
    start = opened_until(START)
    begun = start.fetch()
    widget.route(STOP, lambda route: route.abort(), times=1)
    with widget.expect_event("requestfailed"):
        widget.click("#close")
    assert len(open_sessions(sandbox)) == 1
    sockets: list[WebSocket] = []
    widget.on("websocket", lambda socket: sockets.append(socket))
    start.fulfill(response=begun)
    until_none_is_open(widget, sandbox)
    assert sockets == []


def test_the_next_conversation_is_not_disturbed_by_one_closed_before(
    widget, opened_until, sandbox
):
    token = opened_until(TOKEN)
    widget.click("#close")
    widget.click("#open")
    state(widget, "speaking")
    with widget.expect_response(STOP):
        token.continue_()
    expect(widget.locator(".theirs")).to_have_text(INTRO)
    expect(widget.locator(".note")).to_have_count(0)
    widget.keyboard.press("Escape")
    state(widget, "live")
    assert len(open_sessions(sandbox)) == len(sandbox.sessions()) == 1


def test_a_lost_connection_ends_the_session_too(widget, sandbox):
    with widget.expect_response(START) as started:
        widget.click("#open")
    state(widget, "speaking")
    room = started.value.json()["data"]
    # Whoever comes in by the same name sends away who was there.
    widget.evaluate(
        "([url, token]) => new WebSocket(`${url}/rtc?access_token=${token}`)",
        [room["livekit_url"], room["livekit_client_token"]],
    )
    expect(widget.locator(".note")).to_have_text("The conversation has ended.")
    until_none_is_open(widget, sandbox)
