"""One server and one Chromium for all browser tests; a page as new for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.microphone import record_question
from tests.browser.served import serve
from tests.browser.windows import Windows

PATIENCE_MS = 10_000
DESK = {"viewport": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items):
    """Every test here drives a real browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def microphone_flags(tmp_path_factory):
    """Every microphone plays the same question, over and over."""
    file = tmp_path_factory.mktemp("microphone") / "question.wav"
    record_question(file)
    return (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}",
    )


# Scoped to this folder: while Playwright runs, its event loop is the thread's own,
# and the coroutine tests of other folders could not start theirs.
@pytest.fixture(scope="package")
def chromium(microphone_flags):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *microphone_flags]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def sandbox(served):
    """The sandbox behind the app, as new."""
    served.sandbox.reset()
    return served.sandbox


@pytest.fixture(scope="package")
def blank(chromium, served):
    """A page of the server that runs nothing of its own."""
    page = chromium.new_page()
    page.goto(f"{served.url}/health")
    yield page
    page.close()


@pytest.fixture(scope="package")
def windows(chromium):
    return Windows(chromium)


@pytest.fixture
def window(windows):
    """Opens pages: `window(url, viewport=..., has_touch=...)`; no fault goes unseen."""
    faults = []

    def open_page(url, **options):
        page = windows.page_for(url, **{**DESK, **options})
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: _note(line, faults))
        page.on("response", lambda answer: _note_missing(answer, faults))
        page.goto(url)
        page.wait_for_selector(".suggestion")
        return page

    yield open_page
    for page in windows.pages():
        faults += page.evaluate("() => window.probe?.violations ?? []")
    windows.close_pages()
    assert faults == []


@pytest.fixture
def page(window, served, sandbox):
    """The page on a desk, with the shipped personas' first one."""
    return window(served.url)


def _note(line, faults):
    # A refusal of the API is some tests' subject; a missing file is noted below.
    if line.type == "error" and "Failed to load resource" not in line.text:
        faults.append(line.text)


def _note_missing(answer, faults):
    if answer.status >= 400 and "/static/" in answer.url:
        faults.append(f"{answer.status} {answer.url}")
