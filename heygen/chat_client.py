"""A client of the voice-chat socket, for bots, for tests and for our own relay.

It speaks to HeyGen and to this server alike:

    with ChatSocket.open("http://localhost:3000", session_id=..., token=...) as chat:
        chat.send(Text("What do you study?"))
        for event in chat.events():
            print(event["event_type"])
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidStatus,
    WebSocketException,
)
from websockets.sync.client import ClientConnection, connect

from errors import (
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
)
from heygen.frames import Sound, Text, write
from heygen.refusals import NAME

PATH = "/v1/ws/streaming.chat"
# At DEBUG it logs addresses with their tokens, and every message.
logging.getLogger("websockets").setLevel(logging.WARNING)

OPEN_WITHIN_S = 10.0
SEND_WITHIN_S = 10
MESSAGE_LIMIT = 64 * 1024
"""Most bytes of one message, either way: two seconds of sound as HeyGen's SDK sends."""

Event = Mapping[str, Any]


class ChatSocket:
    """One open voice-chat socket. Its methods may be called from different threads."""

    def __init__(self, line: ClientConnection, hang_up: Callable[[], object]) -> None:
        self._line = line
        self._hang_up = hang_up

    @classmethod
    def open(
        cls,
        base_url: str,
        *,
        session_id: str,
        token: str = "",
        key: str = "",
        options: Mapping[str, str] | None = None,
    ) -> Self:
        """Connect to a session's socket.

        Args:
            base_url: Everything before `/v1`, `http` or `https`.
            session_id: As `streaming.new` gave it.
            token: The session token it was opened with.
            key: An API key instead of a token.
            options: More of the query, such as `silence_response`.

        Raises:
            Rejected: The socket is refused, such as for a token of another session.
            UpstreamError: Nobody is there, it took too long, or has a problem.
        """
        query = {"session_id": session_id, **(options or {})}
        if token:
            query["session_token"] = token
        opened = ExitStack()
        try:
            way = connect(
                address(base_url, query),
                additional_headers={"X-Api-Key": key} if key else None,
                compression=None,
                max_size=MESSAGE_LIMIT,
                open_timeout=OPEN_WITHIN_S,
                close_timeout=1.0,
            )
            line = opened.enter_context(way)
        except InvalidStatus as error:
            raise _refused(error.response.status_code) from None
        except TimeoutError:
            raise TimedOut(
                "The voice chat took too long to open.", upstream=NAME
            ) from None
        except (OSError, InvalidHandshake, WebSocketException):
            raise Unreachable(
                "The voice chat cannot be reached.", upstream=NAME
            ) from None
        # A send has no limit of its own that holds beneath TLS.
        patience_ms = SEND_WITHIN_S * 1000
        option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux's
        if option is not None:
            line.socket.setsockopt(socket.IPPROTO_TCP, option, patience_ms)
        return cls(line, opened.close)

    @property
    def close_code(self) -> int | None:
        """Why it was closed, by RFC 6455; None while it is open."""
        return self._line.close_code

    def send(self, what: Text | Sound) -> None:
        """Send a text or a piece of sound; waits while the other side is too slow.

        Raises:
            UpstreamError: It is closed.
        """
        self.send_frame(write(what))

    def send_frame(self, frame: bytes) -> None:
        """Send a frame that is written already.

        Raises:
            UpstreamError: It is closed.
        """
        try:
            self._line.send(frame)
        except ConnectionClosed:
            raise Unreachable("The voice chat is closed.", upstream=NAME) from None

    def messages(self) -> Iterator[str]:
        """What the other side sends, as it comes, until either side closes."""
        try:
            for message in self._line:
                if isinstance(message, str):
                    yield message
        except ConnectionClosed:
            return

    def events(self) -> Iterator[Event]:
        """The same, read; what is no JSON object is passed over."""
        for message in self.messages():
            event = event_of(message)
            if event is not None:
                yield event

    def close(self) -> None:
        """Hang up; harmless twice."""
        self._hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()


def event_of(message: str) -> Event | None:
    """What a message of the other side says; None when it is no JSON object."""
    try:
        event = json.loads(message)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def address(base_url: str, query: Mapping[str, str]) -> str:
    """Where the socket of a server is: `ws` for `http`, `wss` for `https`."""
    parts = urlsplit(base_url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    path = parts.path.rstrip("/") + PATH
    return urlunsplit((scheme, parts.netloc, path, urlencode(query), ""))


def _refused(status: int) -> UpstreamError:
    is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = UpstreamError if is_theirs else Rejected
    return kind("The voice chat is refused.", upstream=NAME, upstream_status=status)
