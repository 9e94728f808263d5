"""A line between a browser and its server, that can be cut."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class Line:
    """Passes everything on, both ways; `cut` breaks whatever is connected at once.

    Args:
        url: The server's address.

    Attributes:
        url: The same server, through this line.
    """

    def __init__(self, url: str) -> None:
        server = urlsplit(url)
        assert server.hostname and server.port
        self._server = (server.hostname, server.port)
        self._ends: set[socket.socket] = set()
        self._relay = socketserver.ThreadingTCPServer(
            ("127.0.0.1", 0), self._handler(), bind_and_activate=True
        )
        self._relay.daemon_threads = True
        self.url = f"http://localhost:{self._relay.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._relay.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._relay.shutdown()
        self.cut()
        self._relay.server_close()

    def cut(self) -> None:
        """Break every connection there is; new ones may be made."""
        for end in list(self._ends):
            _hang_up(end)

    def _handler(self) -> type[socketserver.BaseRequestHandler]:
        line = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                line._pass_on(self.request)

        return Handler

    def _pass_on(self, near: socket.socket) -> None:
        with socket.create_connection(self._server) as far:
            self._ends |= {near, far}
            back = threading.Thread(target=_pour, args=(far, near), daemon=True)
            back.start()
            _pour(near, far)
            back.join()
            self._ends -= {near, far}


def _pour(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes from `source` until either end hangs up; then both do."""
    with suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    for end in (source, target):
        _hang_up(end)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
