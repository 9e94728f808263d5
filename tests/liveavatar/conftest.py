"""The client over scripted answers."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

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
