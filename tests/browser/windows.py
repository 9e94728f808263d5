"""Windows that stay open between tests, since to open one costs more than a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

PROBE = Path(__file__).parent / "probe.js"


class Windows:
    """Pages as new in windows that are kept, one for each set of options.

    Args:
        chromium: Where they are.
    """

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._kept: dict[str, BrowserContext] = {}
        self._others: list[BrowserContext] = []

    def page_for(self, url: str, **options: Any) -> Page:
        """An empty page for an address of which nothing is remembered.

        A second one, while the first is open, is somebody else's.
        """
        key = json.dumps(options, sort_keys=True)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._open(options)
            # Without a page that stays, the next one would need a new window after all.
            kept.new_page()
        elif _in_use(kept):
            self._others.append(self._open(options))
            return self._others[-1].new_page()
        page = kept.new_page()
        _forget(page, url)
        return page

    def pages(self) -> list[Page]:
        """All that are open, those that pages have opened included."""
        kept = [page for window in self._kept.values() for page in _in_use(window)]
        return [*kept, *(page for window in self._others for page in window.pages)]

    def close_pages(self) -> None:
        """Close them; the kept windows stay."""
        for page in self.pages():
            page.close()
        while self._others:
            self._others.pop().close()

    def _open(self, options: dict[str, Any]) -> BrowserContext:
        window = self._chromium.new_context(**options)
        window.add_init_script(path=PROBE)
        return window


def _in_use(kept: BrowserContext) -> list[Page]:
    _stays, *others = kept.pages
    return others


def _forget(page: Page, url: str) -> None:
    address = urlsplit(url)
    everything = {
        "origin": f"{address.scheme}://{address.netloc}",
        "storageTypes": "all",
    }
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", everything)
    devtools.detach()
