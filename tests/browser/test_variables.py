"""What a session fills into the persona's texts: asked for, sent, refused."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import expect_ended, last_words, start_talking, state

HOST = {
    "name": "Hattie Host",
    "greeting": "Welcome, {{guest}}, to the {{room}}!",
    "variables": [
        {"name": "guest", "description": "Who is visiting?", "required": True},
        {"name": "room", "default": "parlour", "limit": 12},
    ],
    "policy": {"words": ["voldemort"]},
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def host(chromium, served, sandbox):
    """A persona who wants to know who comes is the active one."""
    asking = chromium.new_context().request
    personas = f"{served.url}/personas"
    before = next(one for one in asking.get(personas).json() if one["active"])
    made = asking.post(personas, data=HOST).json()["data"]
    asking.post(f"{personas}/{made['id']}/activate", data={})
    yield made
    asking.post(f"{personas}/{before['id']}/activate", data={})
    asking.delete(f"{personas}/{made['id']}")
    asking.dispose()


def test_a_persona_without_any_asks_nothing(page):
    expect(page.locator("#variables")).to_be_hidden()


def test_each_has_an_input_as_the_persona_declares_it(host, window, served):
    page = window(served.url)
    guest, room = page.locator("#variable-guest"), page.locator("#variable-room")
    expect(page.get_by_label("Who is visiting?")).to_have_id("variable-guest")
    expect(page.get_by_label("Room")).to_have_id("variable-room")
    expect(page.locator(".suggestion")).to_have_text(["Who are you?"])
    expect(guest).to_have_attribute("aria-required", "true")
    expect(guest).to_have_attribute("maxlength", "200")
    expect(room).to_have_attribute("placeholder", "parlour")
    expect(room).to_have_attribute("maxlength", "12")

    page.fill("#variable-guest", "Emma")
    start_talking(page)
    greeting = page.locator(".bubble.theirs .words").last
    expect(greeting).to_have_text("Welcome, Emma, to the parlour!")
    page.click("#open-persona")
    page.click(".persona-row:has-text('Maya')")
    page.click("#activate-persona")
    expect(page.locator("#variables")).to_be_hidden()


def test_what_is_refused_says_why_at_its_input(host, window, served):
    page = window(served.url)
    page.click("#start-talking")
    expect_ended(page, "Something the persona should know is missing")
    expect(page.locator("#variable-guest")).to_be_focused()
    expect(page.locator("#variable-guest")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#variable-guest-error")).to_contain_text("required")

    page.fill("#variable-guest", "Lord Voldemort")
    page.click("#new")
    expect(page.locator("#variable-guest-error")).to_contain_text("may not say")
    page.fill("#variable-guest", "Emma")
    page.click("#new")
    state(page, "ready")
    expect(page.locator("#variable-guest-error")).to_be_empty()


def test_a_phone_opens_its_settings_at_what_is_missing(host, window, served):
    page = window(served.url, is_mobile=True, **PHONE)
    page.tap("#start-talking")
    expect(page.locator("#settings-panel")).to_be_visible()
    expect(page.locator("#variable-guest")).to_be_focused()
    page.fill("#variable-guest", "Emma")
    page.tap("#settings-panel [data-close]")
    page.tap("#start-talking")
    state(page, "speaking")
    assert last_words(page) == "Welcome, Emma, to the parlour!"
