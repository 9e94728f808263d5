"""What people do on the page, and what they wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

QUIET = 0.004
LOUD = 0.01


def state(page: Page, *words: str) -> None:
    """Wait until the state word is one of these."""
    choices = ", ".join(f"#state[data-state={word}]" for word in words)
    page.wait_for_selector(choices)


def start_talking(page: Page) -> None:
    """One press, and wait for the greeting to be heard."""
    page.click("#start-talking")
    state(page, "speaking")


def go_live(page: Page, *, avatar: str = "") -> None:
    """New, then Start, as in the original demo."""
    if avatar:
        page.fill("#avatar-id", avatar)
        page.keyboard.press("Escape")
    page.click("#new")
    page.wait_for_selector("#start:enabled")
    page.click("#start")
    state(page, "live")


def repeat(page: Page, words: str) -> None:
    page.fill("#message", words)
    page.click("#repeat")


def talk(page: Page, words: str) -> None:
    page.fill("#message", words)
    page.click("#talk")


def loudest(page: Page, for_ms: int = 400) -> float:
    """The loudest moment within `for_ms`, 0 to 1."""
    heard: float = page.evaluate("forMs => probe.loudest(forMs)", for_ms)
    return heard


def wait_until_loud(page: Page) -> None:
    page.wait_for_function("loud => probe.loudness() > loud", arg=LOUD)


def last_words(page: Page) -> str:
    """The persona's newest bubble."""
    return page.locator(".bubble.theirs .words").last.inner_text()


def expect_ended(page: Page, words: str) -> None:
    """The page says that it is over, and why."""
    state(page, "ended")
    expect(page.locator("#poster-words")).to_contain_text(words)
    expect(page.locator("#start-talking")).to_have_text("Start again")


def until_answered(page: Page) -> None:
    """Wait until the server has told the whole of a reply."""
    expect(page.locator("#last-line")).to_contain_text("First word after")


def open_sessions(sandbox):
    return [one for one in sandbox.sessions() if one["closed_at"] is None]


def until_none_is_open(page, sandbox):
    """The sandbox is another process: look again until it has heard of the end."""
    for _ in range(100):
        if not open_sessions(sandbox):
            return
        page.wait_for_timeout(30)
    raise AssertionError("a session is still open")
