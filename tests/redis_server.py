"""A Redis of the tests' own: nothing on disk, nothing left afterwards."""

from __future__ import annotations

import shutil
import socket
import subprocess

import redis

from tests.waiting import until


def program() -> str | None:
    """The path of `redis-server`; None when it is not installed."""
    return shutil.which("redis-server")


class RedisServer:
    """`redis-server` on a free port of this machine.

    Attributes:
        url: Where it is, as REDIS_URL takes it.
    """

    def __enter__(self) -> RedisServer:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}/0"
        self._server = subprocess.Popen(
            [
                *("redis-server", "--bind", "127.0.0.1", "--port", str(port)),
                *("--save", "", "--appendonly", "no"),
            ],
            stdout=subprocess.DEVNULL,
        )
        self._client = redis.Redis.from_url(self.url)
        until(self._answers)
        return self

    def __exit__(self, *_failure: object) -> None:
        self._client.close()
        self._server.terminate()
        self._server.wait(20)

    def reset(self) -> None:
        """Forget everything."""
        self._client.flushall()

    def _answers(self) -> bool:
        assert self._server.poll() is None, "redis-server ended"
        try:
            return bool(self._client.ping())
        except redis.ConnectionError:
            return False
