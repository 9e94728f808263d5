"""A cloud that answers with the very bytes it is told to, then hangs up."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Sequence


def answer(status: int, body: object, **headers: str) -> bytes:
    """An HTTP answer; `body` is sent as JSON unless it is bytes already."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + content


HANG = b"hang"
DROP = b""


class ScriptedCloud:
    """Serves one scripted answer per connection and keeps what it was sent."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.seen: list[bytes] = []
        self._answers = list(answers)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> ScriptedCloud:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._over.set()
        # Wakes the accept call that would otherwise wait for ever.
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            connection, _ = self._listener.accept()
            with connection:
                if not self._over.is_set():
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            chunk = connection.recv(65536)
            if not chunk:
                return
            request += chunk
        request += self._body(connection, request)
        self.seen.append(request)
        what = self._answers.pop(0)
        if what == HANG:
            self._over.wait()
        else:
            connection.sendall(what)

    @staticmethod
    def _body(connection: socket.socket, begun: bytes) -> bytes:
        """What has not come yet: bytes left unread would cut the answer off."""
        head, _, body = begun.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)^content-length: *(\d+)", head, re.MULTILINE)
        missing = int(length[1]) - len(body) if length else 0
        rest = b""
        while len(rest) < missing and (chunk := connection.recv(65536)):
            rest += chunk
        return rest
