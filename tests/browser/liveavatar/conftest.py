"""The same page, on a server whose cloud is LiveAvatar."""

from __future__ import annotations

import pytest

from tests.browser.served import serve


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    with serve(
        tmp_path_factory.mktemp("on-liveavatar"), AVATAR_CLOUD="liveavatar"
    ) as running:
        yield running
