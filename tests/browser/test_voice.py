"""Talking by voice: into a microphone, and over the avatar."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.microphone import EVERY_S, QUESTION
from tests.browser.steps import (
    QUIET,
    expect_ended,
    last_words,
    state,
    talk,
    until_none_is_open,
    wait_until_loud,
)

CLIENT = Path("static/vendor/livekit-client/livekit-client.esm.mjs")
HEARD = {"permissions": ["microphone"]}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
ASKED_MS = EVERY_S * 1000

pytestmark = pytest.mark.skipif(
    not (Path(__file__).parent.parent.parent / CLIENT).exists(),
    reason="livekit-client is not there: scripts/get-livekit-client says why",
)

# What the video's sound is when the visitor begins to be listened to, and right after
# that: measured in the page, since the answer may be heard soon.
WHEN_LISTENED_TO = """() => new Promise((told) => {
  const chip = document.querySelector('#state');
  const look = () => {
    if (chip.dataset.state !== 'listening') return;
    const { muted } = document.querySelector('#stage video');
    told(probe.loudest(300).then((loudest) => ({ muted, loudest })));
  };
  new MutationObserver(look).observe(chip, { attributeFilter: ['data-state'] });
})"""
# The first picture is not there yet; and there it is.
UNSEEN = "Object.defineProperty(video, 'readyState', { value: 0, configurable: true })"
SEEN = "delete video.readyState && video.dispatchEvent(new Event('loadeddata'))"
LOUDEST_HEARD = """async (forMs) => {
  const level = document.querySelector('#level');
  let most = 0;
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    most = Math.max(most, Number(level.getAttribute('aria-valuenow')));
    await new Promise((done) => setTimeout(done, 20));
  }
  return most;
}"""


@pytest.fixture
def voice(window, served, sandbox):
    """The Voice tab on a desk, with a microphone that may be listened to."""
    return window(f"{served.url}/#voice", **HEARD)


def heard_level(page, for_ms):
    """The most that the page shows of the microphone within `for_ms`, 0 to 100."""
    return page.evaluate(LOUDEST_HEARD, for_ms)


def test_whoever_speaks_is_listened_to_and_answered_aloud(voice, sandbox):
    sandbox.hear(QUESTION)
    states = voice.evaluate_handle("probe.states()")
    voice.click("#start-talking")
    state(voice, "speaking")
    listened = voice.evaluate_handle(f"({{ then_heard: ({WHEN_LISTENED_TO})() }})")
    wait_until_loud(voice)
    voice.evaluate("probe.framesDecoded(10)")
    # The microphone's question cuts in on the greeting.
    heard = voice.evaluate("listened => listened.then_heard", listened)
    assert heard["muted"]
    assert heard["loudest"] < QUIET
    greeting = voice.locator(".bubble.theirs").first
    expect(greeting).to_have_attribute("data-state", "interrupted")
    expect(voice.locator("#heard")).to_have_text(f"You {QUESTION}")
    expect(voice.locator(".bubble.mine")).to_have_text(f"You: {QUESTION}")
    voice.click("#mute-microphone")
    state(voice, "speaking")
    wait_until_loud(voice)
    caption = voice.inner_text("#caption").strip()
    assert caption and caption in last_words(voice)
    assert sandbox.transcript()[-1]["text"] == last_words(voice)
    order = voice.evaluate("states => states", states)
    answered = ["listening", "thinking", "speaking"]
    assert order[-3:] == answered, order
    assert "credits" in voice.inner_text("#cost")

    talk(voice, "Who are you?")
    expect(voice.locator(".bubble.mine")).to_have_count(2)
    expect(voice.locator(".bubble.theirs").last).to_have_attribute(
        "data-state", "speaking"
    )
    voice.click("#hang-up")
    expect_ended(voice, "You ended the conversation.")
    until_none_is_open(voice, sandbox)
    (opened,) = sandbox.requests("/heygen/v1/streaming.new")
    assert opened["body"]["version"] == "v2"


def test_a_microphone_is_picked_measured_and_muted(voice, sandbox):
    voice.click("#start-talking")
    state(voice, "speaking", "listening")
    names = voice.locator("#microphone option").all_inner_texts()
    assert len(names) == len(set(names)) > 1, names
    voice.select_option("#microphone", index=len(names) - 1)
    assert heard_level(voice, ASKED_MS) > 30
    voice.click("#mute-microphone")
    expect(voice.locator("#mute-microphone")).to_have_attribute("aria-pressed", "true")
    heard_level(voice, 100)  # what was let through before has gone by
    assert heard_level(voice, ASKED_MS / 2) == 0
    voice.goto("about:blank")
    until_none_is_open(voice, sandbox)


def test_push_to_talk_needs_no_mouse(voice, sandbox):
    sandbox.hear(QUESTION, "And what do you do?")
    voice.focus("#tab-voice")
    voice.keyboard.press("ArrowLeft")
    voice.keyboard.press("Enter")
    expect(voice.locator("#ways")).to_be_hidden()
    voice.keyboard.press("ArrowRight")
    voice.keyboard.press("Enter")
    voice.focus("#ways input:checked")
    voice.keyboard.press("ArrowRight")
    voice.evaluate(UNSEEN)
    voice.focus("#start-talking")
    voice.keyboard.press("Enter")
    state(voice, "speaking")
    voice.evaluate(SEEN)  # a picture may come later than the words
    expect(voice.locator("#hold")).to_be_focused()
    # All the while the microphone's question is not let through.
    assert heard_level(voice, ASKED_MS) == 0
    state(voice, "speaking")

    voice.keyboard.down(" ")
    state(voice, "listening")
    assert voice.evaluate("document.querySelector('#stage video').muted")
    expect(voice.locator("#hold")).to_have_text("Release to send Space")
    voice.wait_for_timeout(400)
    voice.keyboard.up(" ")
    expect(voice.locator(".bubble.mine")).to_have_text(f"You: {QUESTION}")
    state(voice, "speaking")
    wait_until_loud(voice)
    # A short press keeps it down until the next one.
    voice.keyboard.press("Enter")
    state(voice, "listening")
    expect(voice.locator("#hold")).to_have_text("Press to send Space")
    voice.keyboard.press("Enter")
    expect(voice.locator(".bubble.mine")).to_have_count(2)
    state(voice, "speaking")
    voice.keyboard.press("Escape")
    state(voice, "live")


def test_a_phone_has_room_for_the_face_and_the_button(window, served, sandbox):
    page = window(f"{served.url}/#voice", is_mobile=True, **PHONE, **HEARD)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.tap("#open-settings")
    page.tap("text=Push to talk")
    page.tap("#settings-panel [data-close]")
    page.tap("#start-talking")
    state(page, "speaking")
    stage, hold, composer = (
        page.locator(f"#{name}").bounding_box()
        for name in ("stage", "hold", "composer")
    )
    assert hold["width"] > 250 and hold["height"] >= 48
    assert hold["y"] + hold["height"] < stage["y"] + stage["height"]
    assert composer["y"] + composer["height"] <= 740
    page.tap("#hold")
    state(page, "listening")
    page.tap("#tab-text")
    page.tap("#question button[value=yes]")
    expect_ended(page, "You ended the conversation.")
    until_none_is_open(page, sandbox)
