"""The client over scripted answers, and over the sandbox or the real cloud."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from config import LIVEAVATAR_API
from liveavatar.client import LiveavatarClient
from tests.upstream.scripted import ScriptedCloud
from upstream.http import Http, Timeouts


@dataclass(frozen=True)
class Asked:
    """A request as it was sent: `GET /path?query`, headers in small letters."""

    line: str
    headers: dict[str, str]
    body: Any


class Scripted(LiveavatarClient):
    """The client, whose cloud gives one scripted answer after the other."""

    def __init__(self, cloud: ScriptedCloud) -> None:
        self._cloud = cloud
        self.http = http_to(cloud.url, "the-account-key")
        super().__init__(http=self.http)

    def asked(self) -> list[Asked]:
        """What was asked for, in order."""
        return [_asked(raw) for raw in self._cloud.seen]


def http_to(url: str, key: str) -> Http:
    return Http(
        name="liveavatar",
        base_url=url,
        headers={"X-API-KEY": key},
        sleep=lambda _: None,
        timeouts=Timeouts(connect_s=5, read_s=20),
    )


def _asked(raw: bytes) -> Asked:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest)
    return Asked(
        line=first.removesuffix(" HTTP/1.1"),
        headers={name.lower(): value for name, value in headers.items()},
        body=json.loads(body) if body else None,
    )


@pytest.fixture
def scripted():
    """Call it with the answers to come; it gives the client that will get them."""
    with ExitStack() as stack:

        def scripted(*answers: bytes) -> Scripted:
            client = Scripted(stack.enter_context(ScriptedCloud(answers)))
            stack.callback(client.http.close)
            return client

        yield scripted


NO_KEY = (
    "LIVEAVATAR_API_KEY is missing: set it to a LiveAvatar account's key to run these"
    " tests on the real cloud. They use its free sandbox avatar and cost nothing;"
    " LIVEAVATAR_BASE_URL, if set, is where it is."
)


def pytest_configure(config):
    if config.option.live and not os.environ.get("LIVEAVATAR_API_KEY", "").strip():
        raise pytest.UsageError(NO_KEY)


@pytest.fixture(scope="session")
def target(pytestconfig, request):
    """Where the same acts are done: the sandbox, or with --live the real cloud.

    This is the only place that looks at the environment: before a test begins, it is
    scrubbed.
    """
    if pytestconfig.option.live:
        url = os.environ.get("LIVEAVATAR_BASE_URL", "").strip() or LIVEAVATAR_API
        return url, os.environ["LIVEAVATAR_API_KEY"].strip()
    return request.getfixturevalue("sandbox_server").liveavatar_url, "a-key"


@pytest.fixture
def cloud_with(target, pytestconfig, request):
    """Call it with a key, or with none for the account's own; gives a client."""
    if not pytestconfig.option.live:
        request.getfixturevalue("sandbox")
    url, own_key = target
    with ExitStack() as stack:

        def cloud_with(key: str = "") -> LiveavatarClient:
            http = http_to(url, key or own_key)
            stack.callback(http.close)
            return LiveavatarClient(http=http)

        yield cloud_with


@pytest.fixture
def cloud(cloud_with):
    """The client with the account's own key."""
    return cloud_with()
