"""Server-sent events: one long answer, and how a reader comes back to it."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from web.parsing import invalid

MIME = "text/event-stream"
RETRY_MS = 1000
HEARTBEAT = b": still here\n\n"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One event of a stream.

    Attributes:
        id: Its number; a reader that comes back says the last one it has seen. None
            where nobody can come back.
        name: What a page listens for.
        data: Anything that JSON can hold.
    """

    id: int | None = None
    name: str
    data: Mapping[str, Any]

    def encode(self) -> bytes:
        """Its lines; JSON has no line breaks of its own."""
        data = json.dumps(self.data, separators=(",", ":"))
        number = "" if self.id is None else f"id: {self.id}\n"
        return f"{number}event: {self.name}\ndata: {data}\n\n".encode()


Messages = Generator[Message | None, None, None]


def stream(messages: Messages) -> Response:
    """Answer with each message as it comes; None is a sign of life in between.

    A reader that has gone is noticed when something is written to it: then the
    messages are closed.
    """
    # The first bytes carry the headers, before anything has happened.
    return streamed(messages, first=f"retry: {RETRY_MS}\n\n".encode())


def streamed(messages: Messages, *, first: bytes) -> Response:
    """Answer with `first`, then with each message as it comes."""
    response = Response(_lines(messages, first), mimetype=MIME)
    # Proxies that collect an answer before they pass it on would keep it for ever.
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _lines(messages: Messages, first: bytes) -> Iterator[bytes]:
    yield first
    with closing(messages):
        for message in messages:
            yield HEARTBEAT if message is None else message.encode()


def resume_after(asked: int) -> int:
    """The last event that the reader has seen; `asked` is what its address says.

    A browser comes back to the same address, and says in a header how far it got.

    Raises:
        InvalidInput: The header is not the id of an event.
    """
    given = request.headers.get("Last-Event-ID", "")
    if not given:
        return asked
    if not (given.isascii() and given.isdecimal()) or len(given) > 9:
        raise invalid({"Last-Event-ID": ["Not the id of an event."]})
    return int(given)
