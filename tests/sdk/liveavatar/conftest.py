"""The same, with LiveAvatar's web SDK and a server whose cloud is LiveAvatar."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from tests.browser.served import serve
from tests.sdk.ledger import Ledger
from tests.sdk.liveavatar.guest import KEY, Guest
from tests.sdk.site import LIVEAVATARS, is_installed, site

PATIENCE_MS = 15_000


@pytest.fixture(scope="package")
def origin(tmp_path_factory):
    """Where the page is."""
    if not is_installed():
        pytest.skip("LiveAvatar's SDK is not installed; see scripts/need-node")
    page = Path(__file__).parent / "page"
    folder = tmp_path_factory.mktemp("site")
    with site(folder, page=page, packages=LIVEAVATARS) as address:
        yield address


@pytest.fixture(scope="package")
def served(tmp_path_factory, origin):
    folder = tmp_path_factory.mktemp("served")
    with serve(folder, AVATAR_CLOUD="liveavatar", CORS_ORIGINS=origin) as running:
        yield running


@pytest.fixture
def ledger(served):
    with requests.Session() as http:
        yield Ledger(http, served.url)


@pytest.fixture
def guest(origin, served, sandbox, chromium):
    """Somebody at the page; no fault of the page's or the SDK's goes unseen."""
    faults = []
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(origin)
    page.click("#ready")
    sandbox.customer(KEY, intro="Welcome.")
    yield Guest(page, served.url)
    context.close()
    assert faults == []
