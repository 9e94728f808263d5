"""A WebSocket instead of an answer: a view takes the request's connection over.

flask-sock and its simple-websocket would do the same with less code, but read as fast
as a client sends, into a list without end. Here a client that is too fast waits.
"""

from __future__ import annotations

import logging
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from flask import Response, request
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request
from websockets.protocol import SERVER, Protocol
from websockets.server import ServerProtocol
from websockets.sync.connection import Connection

from errors import InvalidInput

# At DEBUG it logs addresses with their tokens, and every message.
logging.getLogger("websockets").setLevel(logging.WARNING)

SERVERS = ("gunicorn.socket", "werkzeug.socket")
"""Where a WSGI server keeps the connection in the request's environment."""

SEND_WITHIN_S = 10
PING_EVERY_S = 20.0
CLOSE_WITHIN_S = 1.0
WAITING = 32
"""Messages read ahead of who takes them; then the client has to wait."""


class Socket:
    """One open WebSocket. Its methods may be called from different threads.

    Args:
        connection: The connection, its handshake done.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def close_code(self) -> int | None:
        """Why it is closed, by RFC 6455; None while it is open."""
        return self._connection.close_code

    def receive(self, within_s: float) -> bytes | str | None:
        """The next message; None when none came in time.

        Raises:
            EOFError: It is closed.
        """
        try:
            return self._connection.recv(timeout=within_s)
        except TimeoutError:
            return None
        except ConnectionClosed:
            raise EOFError from None

    def send(self, text: str) -> None:
        """Send a message; whoever takes none for ten seconds is hung up on.

        Raises:
            EOFError: It is closed.
        """
        try:
            self._connection.send(text)
        except ConnectionClosed:
            raise EOFError from None

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it; harmless twice.

        Args:
            code: Why, by RFC 6455.
            reason: Why, in at most 123 bytes.
        """
        self._connection.close(code, reason)


def check() -> None:
    """See that the request asks for a WebSocket.

    Raises:
        InvalidInput: It does not, or not as RFC 6455 wants it.
    """
    status, _ = _handshake()
    if status != HTTPStatus.SWITCHING_PROTOCOLS:
        raise no_handshake()


def no_handshake() -> InvalidInput:
    """The error of a request that asks for no WebSocket where one is served."""
    return InvalidInput(
        "This address is for WebSockets.",
        fields={"Upgrade": ["The request is no WebSocket handshake."]},
    )


def accept(*, message_limit: int) -> Socket:
    """Answer the handshake; the connection is ours from here on.

    Args:
        message_limit: Most bytes of a message; a longer one closes with code 1009.
    """
    theirs: socket.socket = next(
        request.environ[name] for name in SERVERS if name in request.environ
    )
    # The server closes its own when the request is over, and counts on being first.
    line = theirs.dup()
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    patience = struct.pack("ll", SEND_WITHIN_S, 0)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
    _, answer = _handshake()
    with suppress(OSError):  # who has left meanwhile is found out by the first read
        line.sendall(answer)
    connection = Connection(
        line,
        Protocol(SERVER, max_size=message_limit),
        ping_interval=PING_EVERY_S,
        ping_timeout=PING_EVERY_S,
        close_timeout=CLOSE_WITHIN_S,
        max_queue=WAITING,
    )
    connection.start_keepalive()
    return Socket(connection)


class Upgraded(Response):
    """What a view returns whose connection became a WebSocket, closed by now."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Have the server write nothing."""
        if "gunicorn.socket" in environ:
            # Its word for "this connection is done with".
            raise StopIteration
        return super().__call__(environ, start_response)


def _handshake() -> tuple[int, bytes]:
    """The status and the bytes of the answer to this request's handshake."""
    protocol = ServerProtocol()
    headers = Headers(list(request.headers.items()))
    answer = protocol.accept(Request(request.path, headers))
    return answer.status_code, answer.serialize()
