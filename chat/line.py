"""Kept connections to a model server that can be hung up from any thread."""

from __future__ import annotations

import contextlib
import functools
import os
import socket
import ssl
import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import httpx2

KEPT = 32
"""Most idle lines; as many replies may begin at once without a new connection."""
KEPT_S = 60.0
"""Longest time a line is kept idle, so that the next turn needs no handshake."""


def trust() -> ssl.SSLContext:
    """Whom to believe. Read once, since reading takes as long as some handshakes."""
    return _trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@functools.cache
def _trust(*_named_by: str | None) -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class Line:
    """One connection, opened when first needed, for one request at a time.

    The package below reads in the thread that asks, and cannot be told to stop from
    another one. So the socket is kept at hand here: as a duplicate, because ours must
    stay valid while the package closes its own, and because a plain socket can be
    shut down beneath TLS too. The other side hears that a connection has ended only
    when both are closed, so every line must be given back or closed.

    Attributes:
        http: What to ask over.
        on_sent: Called when a request has left, in the thread that asks.
        hung_up: Whether somebody did, so that it is of no more use.
    """

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.on_sent: Callable[[], None] = _nothing
        self.hung_up = False
        self.http = httpx2.Client(
            verify=tls,
            limits=httpx2.Limits(
                max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_S
            ),
            follow_redirects=True,
            event_hooks={"request": [self._watch]},
        )

    def hang_up(self) -> None:
        """End the connection at once; who reads from it hears that it broke off.

        One that is being made ends as soon as it is there. From any thread.
        """
        with self._lock:
            self.hung_up = True
            self._shut()

    def close(self) -> None:
        """Let go of everything; for the one who asked, when done with reading."""
        with self._lock:
            self.hung_up = True
            self._shut()
            self._forget()
        self.http.close()

    def _watch(self, request: httpx2.Request) -> None:
        request.extensions = {**request.extensions, "trace": self._see}

    def _see(self, event: str, info: Mapping[str, Any]) -> None:
        """Hear how far it is. Source: https://www.encode.io/httpcore/extensions/."""
        if event.endswith(".connect_tcp.complete"):
            theirs = info["return_value"].get_extra_info("socket")
            with self._lock:
                self._forget()
                self._socket = socket.socket(fileno=os.dup(theirs.fileno()))
                if self.hung_up:
                    self._shut()
        elif event.endswith(".send_request_body.complete"):
            self.on_sent()

    def _shut(self) -> None:
        if self._socket is not None:
            # It fails where the other side has ended the connection already.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Lines:
    """The idle lines to one server, the one used last on top."""

    def __init__(self) -> None:
        self._tls = trust()
        self._idle: deque[Line] = deque(maxlen=KEPT)
        self._open = True
        self._lock = threading.Lock()
        # Whoever forgets to close them leaves no socket behind all the same.
        weakref.finalize(self, _close_all, self._idle)

    def take(self) -> Line:
        """A line for one request; give it back, or close it."""
        with self._lock:
            return self._idle.pop() if self._idle else Line(self._tls)

    def give_back(self, line: Line) -> None:
        """Keep a line whose answer was read to its end, if nobody hung up on it."""
        with self._lock:
            kept = self._open and not line.hung_up and len(self._idle) < KEPT
            if kept:
                self._idle.append(line)
        if not kept:
            line.close()

    def close(self) -> None:
        """Close what is idle now, and from now on what is given back."""
        with self._lock:
            self._open = False
        _close_all(self._idle)


def _nothing() -> None:
    pass


def _close_all(idle: deque[Line]) -> None:
    while idle:
        idle.popleft().close()
