"""What a conversation costs, what ends it, and the panel that lists and stops them."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.served import serve
from tests.browser.steps import expect_ended, go_live, start_talking, state
from tests.waiting import until

VISIBLE_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


RUNNING = "opening,open,live,doubtful,closing"


def sessions(page, url, states=""):
    """What the ledger has, newest first."""
    return page.request.get(f"{url}/sessions?state={states}").json()["sessions"]


def stop_all(page, url):
    for one in sessions(page, url, RUNNING):
        page.request.post(f"{url}/sessions/{one['id']}/stop", data={})


def until_ended(page, url, session_id):
    """How the ledger says that it ended."""
    for _ in range(200):
        found = page.request.get(f"{url}/sessions/{session_id}").json()
        if found["ended_at"]:
            return found["end_reason"]
        page.wait_for_timeout(50)
    raise AssertionError("the session goes on")


def later(route):
    """The server's own answer, as it will be when two minutes have passed."""
    answer = route.fetch()
    body = answer.json()
    body["data"]["cost"]["credits"] += 0.4
    route.fulfill(response=answer, json=body)


def test_the_cost_so_far_is_shown_and_grows(page):
    go_live(page)
    expect(page.locator("#cost")).to_have_text("0.10 credits")
    expect(page.locator("#limit")).to_be_hidden()
    page.route("**/beat", later)
    page.evaluate(VISIBLE_AGAIN)
    expect(page.locator("#cost")).to_have_text("0.50 credits")


def test_an_end_from_elsewhere_says_so(page, served):
    go_live(page)
    stop_all(page, served.url)
    expect_ended(page, "stopped in the Sessions panel")
    expect(page.locator("#cost")).to_have_text("0.10 credits")


def test_a_session_that_opens_after_its_page_gave_it_up_is_stopped(page, sandbox):
    sandbox.fault("/heygen/v1/streaming.new", late_s=0.5)
    page.click("#new")
    page.click("#close")
    with page.expect_response("**/session/stop") as stopped:
        expect_ended(page, "You ended the conversation.")
    assert stopped.value.ok
    assert all(one["closed_at"] for one in sandbox.sessions())


def test_the_panel_stops_a_session_and_keeps_its_reason_cost_and_words(page, served):
    stop_all(page, served.url)
    start_talking(page)
    greeting = page.locator(".bubble.theirs .words").last.inner_text()
    page.focus("#open-sessions")
    page.keyboard.press("Enter")
    running = page.locator("#running-sessions .session-row")
    expect(running).to_have_count(1)
    expect(running).to_contain_text("Maya Okafor")
    expect(running).to_contain_text("This page")
    expect(page.locator("#usage-today")).not_to_have_text("0.00 credits")

    running.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#none-running")).to_be_visible()
    expect(page.locator("#running-title")).to_be_focused()
    newest = page.locator("#over-sessions .session-row").first
    expect(newest).to_contain_text(re.compile(r"· 0:\d\d · Stopped"))
    expect(newest).to_contain_text("0.10 credits")
    with page.expect_popup() as opened:
        newest.locator("a").click()
    assert greeting in opened.value.inner_text("body")
    page.keyboard.press("Escape")
    expect_ended(page, "stopped in the Sessions panel")


def test_all_open_sessions_are_stopped_at_one_word(page, served, sandbox):
    create = f"{served.url}/persona/heygen/session/create"
    for _ in range(2):
        assert page.request.post(create, data={}).ok
    page.click("#open-sessions")
    page.click("#stop-all")
    page.click("#question [value=no]")
    assert len(sessions(page, served.url, RUNNING)) == 2
    page.click("#stop-all")
    page.click("#question-yes")
    expect(page.locator("#none-running")).to_be_visible()
    assert all(one["closed_at"] for one in sandbox.sessions())


def test_a_panel_that_cannot_be_filled_says_why_and_recovers(page):
    refuse = {"status": 500, "json": {"message": "The ledger cannot be read."}}
    page.route("**/usage?*", lambda route: route.fulfill(**refuse))
    page.click("#open-sessions")
    expect(page.locator("#sessions-trouble")).to_contain_text("cannot be read")
    page.unroute("**/usage?*")
    page.click("#retry-sessions")
    expect(page.locator("#sessions-trouble")).to_be_hidden()
    expect(page.locator("#usage-month")).to_contain_text("credits")


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server with limits and a price."""
    settings = {
        "MAX_SESSIONS": "2",
        "MAX_SESSION_S": "5",
        "CREDIT_PRICE": "0.5",
        "CURRENCY": "EUR",
    }
    with serve(tmp_path_factory.mktemp("strict"), **settings) as running:
        yield running


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    """A server that soon gives up who is not there, and nothing else."""
    settings = {"VIEWER_GONE_S": "2", "IDLE_S": "2"}
    with serve(tmp_path_factory.mktemp("impatient"), **settings) as running:
        yield running


def test_a_limit_is_announced_before_it_ends_the_conversation(window, strict):
    page = window(strict.url)
    go_live(page)
    expect(page.locator("#cost")).to_have_text("0.10 credits · €0.05")
    expect(page.locator("#limit")).to_have_text(re.compile("Ends in 0:0[1-5]"))
    page.wait_for_selector("#limit[data-near=true]")
    expect(page.locator(".notice")).to_contain_text("its time is up then")
    expect_ended(page, "has reached its longest time")
    expect(page.locator("#limit")).to_be_hidden()


def test_a_refusal_says_what_the_limit_is_and_when_to_try_again(window, strict):
    page = window(strict.url)
    for _ in range(2):
        page.request.post(f"{strict.url}/persona/heygen/session/create", data={})
    page.click("#start-talking")
    expect_ended(page, "All 2 sessions that may run at once are in use.")
    expect(page.locator("#poster-words")).to_contain_text("Try again in 10 seconds.")
    expect(page.locator("#state")).to_have_text("Not started")
    stop_all(page, strict.url)


def test_who_crashes_or_leaves_while_it_is_opened_pays_no_longer_than_that(
    chromium, window, impatient
):
    crashing = chromium.new_page()
    crashing.goto(impatient.url)
    go_live(crashing)
    leaving = window(impatient.url)
    crashed = sessions(leaving, impatient.url)[0]
    # So late that even a slow machine has left the page before it can say goodbye.
    impatient.sandbox.fault("/heygen/v1/streaming.new", late_s=3)
    leaving.click("#new")
    state(leaving, "connecting")
    # The row is there before the cloud is asked; a page that left sooner owes nothing.
    left = until(lambda: sessions(leaving, impatient.url)[:-1])[0]
    leaving.goto("about:blank")
    with suppress(Error):
        crashing.goto("chrome://crash")
    assert until_ended(leaving, impatient.url, crashed["id"]) == "page_left"
    assert until_ended(leaving, impatient.url, left["id"]) == "idle"
    assert all(one["closed_at"] for one in impatient.sandbox.sessions())
    crashing.close()
