"""A model server whose every move is made by the test, over real sockets."""

from __future__ import annotations

import json
import socket
import ssl
from typing import Any

WAIT_S = 10.0
STREAM = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


class Caller:
    """One connection that a client has made."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.settimeout(WAIT_S)

    def hear(self) -> bytes:
        """The next request, whole."""
        request = b""
        while b"\r\n\r\n" not in request:
            request += self._receive()
        head, _, body = request.partition(b"\r\n\r\n")
        (length,) = (
            int(line.split(b":")[1])
            for line in head.lower().splitlines()
            if line.startswith(b"content-length")
        )
        while len(body) < length:
            body += self._receive()
        return body

    def begin(self) -> None:
        """Send the headers of a streamed answer."""
        self._connection.sendall(STREAM)

    def chunk(self, content: bytes) -> None:
        """Send some of the body."""
        self._connection.sendall(b"%x\r\n%s\r\n" % (len(content), content))

    def say(self, *deltas: str) -> None:
        """Send some words, an event for each."""
        for delta in deltas:
            self._event({"delta": {"content": delta}, "finish_reason": None})

    def end(self) -> None:
        """Say that the reply is whole, and end the body."""
        self._event({"delta": {}, "finish_reason": "stop"})
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def has_left(self) -> bool:
        """Wait until the client has hung up."""
        try:
            return self._connection.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self._connection.close()

    def _receive(self) -> bytes:
        received = self._connection.recv(65536)
        assert received, "the client hung up"
        return received

    def _event(self, choice: dict[str, Any]) -> None:
        self.chunk(b"data: %s\n\n" % json.dumps({"choices": [choice]}).encode())


class HandServer:
    """Listens; the test accepts.

    Args:
        tls: Speaks TLS by this when given.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(WAIT_S)
        self._callers: list[Caller] = []
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def accept(self) -> Caller:
        """The next connection."""
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls:
            connection = self._tls.wrap_socket(connection, server_side=True)
        self._callers.append(Caller(connection))
        return self._callers[-1]

    def close(self) -> None:
        for caller in self._callers:
            caller.close()
        self._listener.close()
