"""Talking face to face: picture, sound, words, and every way to stop them."""

from playwright.sync_api import expect

from tests.browser.steps import (
    LOUD,
    QUIET,
    expect_ended,
    go_live,
    last_words,
    loudest,
    open_sessions,
    repeat,
    start_talking,
    state,
    talk,
    until_answered,
    until_none_is_open,
    wait_until_loud,
)

LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4


def test_one_press_shows_a_face_that_greets_aloud(page, sandbox):
    start_talking(page)
    wait_until_loud(page)
    caption = page.inner_text("#caption").strip()
    page.evaluate("probe.framesDecoded(10)")
    greeting = last_words(page)
    assert page.evaluate("document.querySelector('#stage video').videoWidth") == 854
    assert caption and caption in greeting
    assert sandbox.transcript()[0]["text"] == greeting


def test_the_original_steps_work_one_by_one(page, sandbox):
    go_live(page)
    assert loudest(page) < QUIET

    repeat(page, "Good morning.")
    state(page, "speaking")
    wait_until_loud(page)
    expect(page.locator("#caption")).to_contain_text("Good morning.")
    state(page, "live")
    expect(page.locator("#caption")).to_be_hidden()
    assert loudest(page) < QUIET

    talk(page, "What is your name?")
    state(page, "speaking")
    until_answered(page)
    assert "Maya" in last_words(page)
    repeated, *answered = [task["text"] for task in sandbox.transcript()]
    assert [repeated, " ".join(answered)] == ["Good morning.", last_words(page)]

    page.click("#close")
    expect_ended(page, "You ended the conversation.")
    until_none_is_open(page, sandbox)
    page.click(".log-box summary")
    expect(page.locator("#log")).to_contain_text("Session created.")


def test_the_mouth_moves_while_it_speaks_and_only_then(page):
    go_live(page)
    # The lower of two: once, a face that was only just painted may change as a whole.
    breathing = min(page.evaluate("probe.mouthMoves(1000)") for _ in range(2))
    repeat(page, LONG)
    wait_until_loud(page)
    speaking = page.evaluate("probe.mouthMoves(1000)")
    assert speaking > 3 * breathing > 0


def test_escape_silences_the_face_until_its_next_words(page):
    go_live(page)
    repeat(page, LONG)
    wait_until_loud(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('#stage video').muted")
    state(page, "live")
    expect(page.locator(".mark").last).to_have_text("Interrupted")
    expect(page.locator("#caption")).to_be_hidden()
    repeat(page, "Hello again.")
    wait_until_loud(page)


def test_talk_cuts_in_on_what_is_being_said(page, sandbox):
    go_live(page)
    repeat(page, LONG)
    wait_until_loud(page)
    talk(page, "Who are you?")
    expect(page.locator(".bubble.theirs").first).to_have_attribute(
        "data-state", "interrupted"
    )
    expect(page.locator(".bubble.theirs").last).to_have_attribute(
        "data-state", "speaking"
    )
    wait_until_loud(page)


def test_mute_is_the_visitors_and_outlasts_the_next_words(page):
    go_live(page)
    page.click("#mute")
    repeat(page, "You do not hear this.")
    state(page, "speaking")
    assert loudest(page) == 0
    page.click("#mute")
    wait_until_loud(page)


def test_a_refused_text_is_explained_and_given_back(page, sandbox):
    go_live(page)
    sandbox.fault("/heygen/v1/streaming.task", status=500, times=1)
    repeat(page, "Nobody says this.")
    expect(page.locator(".notice[role=alert] p")).not_to_contain_text("{")
    expect(page.locator("#message")).to_have_value("Nobody says this.")
    expect(page.locator(".mark").last).to_have_text("Not said")


def test_an_end_by_the_cloud_is_seen_at_once_and_can_be_recovered(page, sandbox):
    go_live(page)
    sandbox.advance(200)
    expect_ended(page, "ended the session")
    start_talking(page)
    assert loudest(page, 1500) > LOUD


def test_an_unknown_avatar_is_named_in_the_refusal(page):
    page.fill("#avatar-id", "nobody-of-this-name")
    page.click("#new")
    state(page, "ended")
    expect(page.locator("#poster-words")).to_contain_text("avatar")
    expect(page.locator("#new")).to_be_enabled()


def test_leaving_the_page_stops_the_session(page, sandbox):
    go_live(page)
    assert len(open_sessions(sandbox)) == 1
    page.goto("about:blank")
    until_none_is_open(page, sandbox)
    page.go_back()
    assert page.locator("#state").get_attribute("data-state") in {"idle", "ended"}


def test_closing_the_tab_stops_the_session(window, served, sandbox):
    leaving, staying = window(served.url), window(served.url)
    go_live(leaving)
    leaving.close()
    until_none_is_open(staying, sandbox)


REFUSES_SOUND = """() => {
  const play = HTMLMediaElement.prototype.play;
  let tapped = false;
  const tap = ({ target }) => { tapped ||= target.closest('#sound') !== null; };
  document.addEventListener('click', tap, true);
  HTMLMediaElement.prototype.play = function () {
    if (this.muted || tapped) return play.call(this);
    return Promise.reject(new DOMException('No gesture.', 'NotAllowedError'));
  };
}"""


def test_a_browser_that_refuses_sound_gets_a_button_for_it(page):
    page.evaluate(REFUSES_SOUND)
    start_talking(page)
    page.wait_for_selector("#sound")
    assert loudest(page) == 0
    page.click("#sound")
    wait_until_loud(page)
    expect(page.locator("#sound")).to_be_hidden()
