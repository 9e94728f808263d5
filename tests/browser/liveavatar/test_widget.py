"""The chat that a customer puts into its own pages."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.liveavatar.conftest import INTRO, KEY
from tests.browser.steps import open_sessions, until_none_is_open, wait_until_loud
from tests.waiting import until

ANSWER = "We open at nine."


def state(page, word):
    page.wait_for_selector(f"body[data-state={word}]")


def test_a_press_shows_a_face_that_introduces_itself(widget, sandbox):
    widget.click("#open")
    state(widget, "speaking")
    expect(widget.locator(".theirs")).to_have_text(INTRO)
    widget.evaluate("probe.framesDecoded(5)")
    assert sandbox.transcript()[0]["text"] == INTRO
    widget.keyboard.press("Escape")
    state(widget, "live")
    expect(widget.locator("#text")).to_be_focused()

    widget.click("#close")
    expect(widget.locator("#open")).to_be_visible()
    until_none_is_open(widget, sandbox)
    (status,) = until(sandbox.deliveries)
    assert [one["transcript"] for one in status["body"]["transcript"]] == [INTRO]


def test_what_is_written_is_answered_and_delivered(widget, sandbox):
    context = {"name": "shop", "prompt": "Name: Ann", "opening_text": ""}
    made = requests.post(
        f"{sandbox.liveavatar_url}/v1/contexts",
        json=context,
        headers={"X-API-KEY": "no-key-needed"},
        timeout=10,
    )
    key = "a-customer-with-a-context"
    sandbox.customer(key, intro="", knowledge_base_id=made.json()["data"]["id"])
    sandbox.model(say=[ANSWER])
    widget.goto(re.sub("key=.*", f"key={key}", widget.url))
    widget.click("#open")
    state(widget, "live")
    widget.fill("#text", "When do you open?")
    widget.keyboard.press("Enter")
    expect(widget.locator(".theirs")).to_have_text(ANSWER)
    expect(widget.locator(".mine")).to_have_text("When do you open?")
    state(widget, "live")
    # Whoever is about to leave may stay after all: that alone ends nothing.
    widget.evaluate("() => dispatchEvent(new Event('beforeunload'))")
    widget.goto("about:blank")  # the visitor just leaves
    until_none_is_open(widget, sandbox)
    (status,) = until(sandbox.deliveries)
    said = [(one["role"], one["transcript"]) for one in status["body"]["transcript"]]
    assert said == [("user", "When do you open?"), ("avatar", ANSWER)]


def test_a_microphone_is_heard_while_it_is_open_and_published_no_longer(
    widget, sandbox
):
    sandbox.hear("Hello, is anybody there?")
    widget.click("#open")
    state(widget, "speaking")
    widget.click("#microphone")
    expect(widget.locator(".mine")).to_have_text("Hello, is anybody there?")
    widget.click("#microphone")
    expect(widget.locator("#microphone")).to_have_attribute("aria-pressed", "false")
    widget.wait_for_function("() => probe.sent('audio') === 0")
    widget.click("#microphone")
    widget.wait_for_function("() => probe.sent('audio') === 1")
    state(widget, "listening")
    widget.click("#close")
    until_none_is_open(widget, sandbox)


def test_a_key_that_nobody_knows_is_said_to_be_so(widget, served):
    widget.goto(f"{served.url}/widget?key=refused-key")
    widget.click("#open")
    expect(widget.locator(".note")).to_contain_text("key")
    state(widget, "idle")


def test_it_may_be_embedded_on_the_customers_own_hosts_only(served, sandbox):
    sandbox.customer("a-shop", allowed_domains=["shop.example"])
    answer = requests.get(f"{served.url}/widget?key=a-shop", timeout=10)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors shop.example *.shop.example")
    page = requests.get(served.url, timeout=10)
    assert page.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.fixture
def shop(tmp_path, served):
    """Pages of another origin, with the one line in them."""
    for name, server in (("index", served.url), ("behind", "chat")):
        (tmp_path / f"{name}.html").write_text(
            "<!doctype html><title>A shop</title><link rel='icon' href='data:,'><body>"
            f"<script src='{server}/static/embed.js' data-key='{KEY}'></script>"
        )
    serve = partial(Quiet, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_line):
        """Say nothing."""


def test_one_line_puts_it_into_any_page(widget, shop, sandbox):
    widget.goto(shop)
    frame = widget.frame_locator("iframe")
    before = widget.locator("iframe").bounding_box()
    frame.locator("#open").click()
    expect(frame.locator("body")).to_have_attribute("data-state", "speaking")
    after = widget.locator("iframe").bounding_box()
    assert after["height"] > 4 * before["height"]
    assert len(open_sessions(sandbox)) == 1
    frame.locator("#close").click()
    until_none_is_open(widget, sandbox)


def test_the_server_may_be_behind_a_path_of_the_shops_own(widget, shop, served):
    inside, outside = served.url, f"{shop}/chat"

    def pass_on(route):
        address = route.request.url.replace(outside, inside)
        route.fulfill(response=route.fetch(url=address))

    widget.route(f"{outside}/**", pass_on)
    widget.goto(f"{shop}/behind.html")
    with widget.expect_response(f"{outside}/v1/sessions/token") as answer:
        widget.frame_locator("iframe").locator("#open").click()
    assert answer.value.ok
    widget.unroute_all(behavior="wait")


def test_it_sounds(widget):
    widget.click("#open")
    wait_until_loud(widget)
