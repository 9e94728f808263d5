"""gunicorn with real threads around the app: one worker, ended in good order."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from config import Config
from errors import NotConfigured

BACKLOG = 2048
DRAIN_S = 10


def bind(host: str, port: int) -> socket.socket:
    """Take the port, before anything that costs time is started.

    Raises:
        NotConfigured: Somebody else has it, or it is not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        why = os.strerror(error.errno) if error.errno else str(error)
        raise NotConfigured(
            f"Cannot serve on {host} port {port}: {why.lower()}."
            " Choose another with PORT."
        ) from None
    listener.listen(BACKLOG)
    return listener


class Server(BaseApplication):
    """Serves `app` until a signal ends it.

    Args:
        app: What to serve.
        config: Thread limit and log level.
        listener: The bound socket.
        on_ready: Called once, in the worker, when requests are taken.
        on_fork: Called first thing in the worker.
        on_end: Called last thing in the worker, when no request is left.
    """

    def __init__(
        self,
        app: Flask,
        *,
        config: Config,
        listener: socket.socket,
        on_ready: Callable[[], object],
        on_fork: Callable[[], object],
        on_end: Callable[[], object],
    ) -> None:
        self._flask = app
        self._settings = {
            "bind": f"fd://{listener.fileno()}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": config.threads,
            "worker_connections": config.threads * 2,
            "backlog": BACKLOG,
            "keepalive": 75,
            "timeout": 0,
            "graceful_timeout": DRAIN_S,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": lambda _server, _worker: _own_group(on_fork),
            "post_worker_init": lambda _worker: on_ready(),
            "worker_exit": lambda _server, _worker: _undisturbed(on_end),
        }
        super().__init__()

    def load_config(self) -> None:
        """See gunicorn: hand over the settings, and read no file of its own."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """See gunicorn: the WSGI callable."""
        return self._flask


def _own_group(then: Callable[[], object]) -> None:
    # Ctrl-C reaches a whole process group; the master alone shall tell the worker
    # to end, once, so that closing sessions is not cut short by a second signal.
    os.setpgid(0, 0)
    then()


def _undisturbed(act: Callable[[], object]) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(name, signal.SIG_IGN)
    act()
