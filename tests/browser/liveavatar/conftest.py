"""The same page, on a server whose cloud is LiveAvatar; and the widget."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PATIENCE_MS
from tests.browser.served import serve

KEY = "a-customers-key-for-its-pages"
INTRO = "Welcome to our little shop."
SMALL = {"viewport": {"width": 440, "height": 660}}


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    with serve(
        tmp_path_factory.mktemp("on-liveavatar"), AVATAR_CLOUD="liveavatar"
    ) as running:
        yield running


@pytest.fixture
def widget(windows, served, sandbox):
    """The page, alone in a window; no fault of it goes unseen."""
    sandbox.customer(KEY, intro=INTRO)
    faults = []
    url = f"{served.url}/widget?key={KEY}"
    page = windows.page_for(url, **SMALL, permissions=["microphone"])
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(url)
    yield page
    faults += page.evaluate("() => window.probe?.violations ?? []")
    windows.close_pages()
    assert faults == []
