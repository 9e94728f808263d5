"""A server that asks for a key: the page asks its visitor, and keeps it to itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.served import serve
from tests.browser.steps import go_live, state, until_none_is_open
from tests.browser.test_voice import HEARD
from tests.browser.test_voice import pytestmark as needs_livekit_client


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("guarded"), API_KEYS="open-sesame") as running:
        yield running


def test_a_server_with_keys_is_asked_with_one(chromium, guarded):
    page = chromium.new_page()
    page.goto(guarded.url)
    page.fill("#key", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#key-why")).to_contain_text("not accepted")
    page.fill("#key", "open-sesame")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggestion")
    go_live(page)
    page.goto("about:blank")
    until_none_is_open(page, guarded.sandbox)
    page.close()


@needs_livekit_client
def test_a_server_with_keys_lets_the_microphone_in_by_a_token(chromium, guarded):
    page = chromium.new_page(**HEARD)
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(f"{guarded.url}/#voice")
    page.fill("#key", "open-sesame")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggestion")
    page.click("#start-talking")
    state(page, "speaking")
    (chat,) = [one for one in sockets if "streaming.chat" in one.url]
    assert "open-sesame" not in chat.url
    with chat.expect_event("framereceived", lambda frame: "user_start" in frame):
        state(page, "listening")
    page.close()
