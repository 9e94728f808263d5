"""Our server, a page that uses HeyGen's SDK, and a Chromium that speaks and hears."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from playwright.sync_api import sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.served import serve
from tests.sdk import microphone
from tests.sdk.ledger import Ledger
from tests.sdk.site import is_installed, site
from tests.sdk.visitor import Visitor

KEY = "a-key-that-no-page-sees"
SOCKET = Path(__file__).parent / "page" / "socket.js"
PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items):
    """Every test here drives a real browser and moves media."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.long)
            item.add_marker(pytest.mark.webrtc)


@pytest.fixture(scope="package")
def origin(tmp_path_factory):
    """Where the page is."""
    if not is_installed():
        pytest.skip("HeyGen's SDK is not installed; see scripts/need-node")
    with site(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="package")
def served(tmp_path_factory, origin):
    """Our server, which asks for a key and lets in that one page without."""
    folder = tmp_path_factory.mktemp("served")
    with serve(folder, API_KEYS=KEY, CORS_ORIGINS=origin) as running:
        yield running


@pytest.fixture(scope="package")
def chromium(tmp_path_factory):
    said = microphone.record(tmp_path_factory.mktemp("microphone") / "said.wav")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *microphone.flags(said)]
        )
        yield browser
        browser.close()


@pytest.fixture
def sandbox(served):
    """The cloud behind our server, as new."""
    served.sandbox.reset()
    return served.sandbox


@pytest.fixture
def ledger(served):
    """What our server has written down, for whoever holds the key."""
    with requests.Session() as http:
        http.headers["X-Api-Key"] = KEY
        yield Ledger(http, served.url)


@pytest.fixture
def visitor(origin, served, sandbox, chromium):
    """Somebody at the page; no fault of the page's or the SDK's goes unseen."""
    faults = []
    context = chromium.new_context()
    context.add_init_script(SOCKET.read_text().replace("%BASE%", served.url))
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(origin)
    page.click("#ready")
    yield Visitor(page, served.url)
    context.close()
    assert faults == []
