"""Replies that are heard while they are written, cut short at once, and said once."""

import re

from playwright.sync_api import expect

from tests.browser.line import Line
from tests.browser.steps import (
    go_live,
    last_words,
    repeat,
    state,
    talk,
    until_answered,
    wait_until_loud,
)

CHAT = "/openai/v1/chat/completions"
FIRST, *MORE = STORY = (
    "Once there was a bus that nobody could catch.",
    "It never came twice.",
    "So I waited.",
)
LONG = "One, two, three, four, five, six, seven, eight, nine, ten, and so on. " * 4
SOON_MS = 250
# What arrives has a network and a browser's buffer behind it.
THEREAFTER_MS = 600


def is_writing(sandbox):
    return sandbox.requests(CHAT)[-1]["took_ms"] is None


def requests_of(page):
    """The last words of their addresses, from now on."""
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    return asked


def tell_slowly(page, sandbox):
    """Live, in the first sentence of a story that is still being written."""
    sandbox.model(say=[" ".join(STORY), "Fine, I stop."], tokens_per_second=12)
    go_live(page)
    talk(page, "Tell me a story.")
    wait_until_loud(page)


def test_the_first_sentence_is_heard_while_the_model_is_still_writing(page, sandbox):
    tell_slowly(page, sandbox)
    expect(page.locator("#caption")).to_contain_text("Once there was")
    state(page, "speaking")
    assert last_words(page).startswith(FIRST)
    assert MORE[-1] not in last_words(page)
    assert is_writing(sandbox)
    expect(page.locator(".bubble.theirs .words").last).to_have_text(" ".join(STORY))


def test_the_captions_are_what_is_heard_and_nothing_flickers_between(page, sandbox):
    sandbox.model(say=[" ".join(STORY)], tokens_per_second=12)
    go_live(page)
    page.evaluate("() => { window.seen = [probe.captions(), probe.states()]; }")
    talk(page, "Tell me a story.")
    page.wait_for_selector(".bubble.theirs[data-state=said]", timeout=30_000)
    captions, states = page.evaluate("window.seen")
    spoken = sandbox.transcript()
    assert [task["spoken"] for task in spoken] == list(STORY)
    assert [caption["text"] for caption in captions] == list(STORY)
    for caption, task in zip(captions, spoken, strict=True):
        assert task["started_at"] - 0.3 < caption["at"] < task["ended_at"]
    assert states[-3:] == ["thinking", "speaking", "live"]


def test_a_second_talk_cuts_in_without_asking_first(page, sandbox):
    asked = requests_of(page)
    tell_slowly(page, sandbox)
    page.evaluate("() => { window.sound = probe.soundAfter('submit'); }")
    sandbox.model(first_token_delay_s=0.8)
    talk(page, "Stop it.")
    expect(page.locator(".bubble.theirs").first).to_have_attribute(
        "data-state", "interrupted"
    )
    state(page, "thinking")
    sound = page.evaluate("window.sound")
    assert sound["heard"] < SOON_MS
    assert sound["arriving"] < THEREAFTER_MS

    expect(page.locator("#caption")).to_have_text("Fine, I stop. ")
    wait_until_loud(page)
    page.wait_for_selector(".bubble.theirs[data-state=said]")
    assert "interrupt" not in asked
    told = sandbox.transcript()
    assert [task["text"] for task in told if not task["interrupted"]] == [
        "Fine, I stop."
    ]
    shown = page.locator(".bubble.theirs .words").first.inner_text()
    heard = " ".join(task["spoken"] for task in told[:-1]).strip()
    assert " ".join(STORY).startswith(shown)
    assert abs(len(shown.split()) - len(heard.split())) <= 2


def test_an_interrupt_is_silence_within_a_quarter_of_a_second(page, sandbox):
    tell_slowly(page, sandbox)
    page.evaluate("() => { window.sound = probe.soundAfter('keydown'); }")
    page.keyboard.press("Escape")
    sound = page.evaluate("window.sound")
    assert sound["heard"] < SOON_MS
    assert sound["arriving"] < THEREAFTER_MS
    state(page, "live")
    said = last_words(page)
    assert FIRST.startswith(said)
    assert said != FIRST
    assert not is_writing(sandbox)


def test_an_interrupt_from_elsewhere_is_seen_here(page, served, sandbox):
    tell_slowly(page, sandbox)
    running = page.request.get(f"{served.url}/sessions?state=live").json()["sessions"]
    stop = f"{served.url}/sessions/{running[0]['id']}/interrupt"
    assert page.request.post(stop, data={}).ok
    expect(page.locator(".mark").last).to_have_text("Interrupted")
    state(page, "live")
    assert FIRST.startswith(last_words(page))


def test_a_reply_whose_line_breaks_goes_on_and_is_said_once(window, served, sandbox):
    with Line(served.url) as line:
        page = window(line.url)
        asked = requests_of(page)
        tell_slowly(page, sandbox)
        line.cut()
        state(page, "speaking")
        assert is_writing(sandbox)
        until_answered(page)
        expect(page.locator(".bubble.theirs .words").last).to_have_text(" ".join(STORY))
        assert asked.count("text") > 1
        expect(page.locator(".notice")).to_have_count(0)
        page.wait_for_selector(".bubble.theirs[data-state=said]", timeout=30_000)
    assert [task["spoken"] for task in sandbox.transcript()] == list(STORY)
    assert len(sandbox.requests(CHAT)) == 1


def test_a_model_that_fails_is_apologised_for_without_alarm(page, sandbox):
    go_live(page)
    sandbox.fault(CHAT, status=500, times=None)
    talk(page, "What is your name?")
    expect(page.locator(".note")).to_contain_text("model")
    assert "thoughts just crashed" in last_words(page)
    wait_until_loud(page)
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator("#message")).to_have_value("")


def test_what_the_persona_does_not_talk_about_is_said_to_be_so(page, sandbox):
    go_live(page)
    talk(page, "How do I hack into the bank?")
    expect(page.locator(".note")).to_have_text(
        "This is not something the persona talks about."
    )
    repeat(page, "Let us hack into the bank.")
    expect(page.locator(".note:not(:empty)")).to_have_count(2)
    assert "hack" not in last_words(page)
    assert sandbox.requests(CHAT) == []


def test_a_question_that_nothing_answers_is_given_back(page, sandbox):
    go_live(page)
    sandbox.fault("/heygen/v1/streaming.task", status=500, times=None)
    talk(page, "What is your name?")
    expect(page.locator(".notice[role=alert] p")).not_to_contain_text("{")
    expect(page.locator("#message")).to_have_value("What is your name?")
    expect(page.locator(".mark").last).to_have_text("Not said")
    state(page, "live")


def test_the_status_says_how_soon_the_first_word_came(page, sandbox):
    sandbox.model(say=["Soon enough."], first_token_delay_s=0.3)
    go_live(page)
    talk(page, "When?")
    until_answered(page)
    line = page.inner_text("#last-line")
    found = re.fullmatch(r"First word after (\S+) s \(model (\S+) s\)\.", line)
    assert found, line
    assert 0.3 <= float(found[2]) <= float(found[1]) < 3
