"""gunicorn with real threads around the app: one worker, ended in good order."""

from __future__ import annotations

import errno
import logging
import math
import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from config import Config
from errors import NotConfigured
from serving.worker import DrainingWorker

log = logging.getLogger(__name__)

BACKLOG = 2048
LAST_REQUESTS_S = 1
"""How long requests get that are still on their way when all sessions have ended.

Nor does whoever presses Ctrl-C wait longer for connections that a page keeps open.
"""
SPARE_S = 4
"""What the master waits on top, before it kills a worker that is still busy ending."""


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
        why = (error.strerror or str(error)).lower()
        not_here = isinstance(error, socket.gaierror) or (
            error.errno == errno.EADDRNOTAVAIL
        )
        raise NotConfigured(
            f"Cannot serve on {host} port {port}: {why}."
            f" Choose another with {'HOST' if not_here else 'PORT'}."
        ) from None
    listener.listen(BACKLOG)
    return listener


def killed_after_s(drain_s: float) -> int:
    """When the master kills a worker that is still ending, in whole seconds."""
    return math.ceil(drain_s + LAST_REQUESTS_S + SPARE_S)


class Server(BaseApplication):
    """Serves `app` until a signal ends it.

    Args:
        app: What to serve.
        config: Thread limit, log level, and how long the end may take.
        listener: The bound socket.
        on_ready: Called once, in the worker, when requests are taken.
        on_fork: Called first thing in the worker.
        on_end: Called once in the worker: after SIGTERM while requests are still
            answered, else when none is taken any more.
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
        self._on_end = on_end
        self._ending = threading.Lock()
        self._ended = False
        hangup = signal.getsignal(signal.SIGHUP)
        self._settings = {
            "bind": f"fd://{listener.fileno()}",
            "worker_class": DrainingWorker,
            "workers": 1,
            "threads": config.threads,
            "worker_connections": config.threads * 2,
            "backlog": BACKLOG,
            "keepalive": 75,
            "timeout": 0,
            "graceful_timeout": killed_after_s(config.drain_s),
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: _end_on_hangup(hangup),
            "post_fork": lambda _server, worker: _begin(worker, on_fork),
            "post_worker_init": lambda _worker: on_ready(),
            "worker_exit": lambda _server, worker: _finish(worker, self.end),
        }
        super().__init__()

    def load_config(self) -> None:
        """See gunicorn: hand over the settings, and read no file of its own."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """See gunicorn: the WSGI callable."""
        return self._flask

    def end(self) -> None:
        """Have the app close down, once; whoever comes second waits for the first."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            try:
                self._on_end()
            except Exception as error:
                log.error("the end was not clean: %s", type(error).__name__)


def _end_on_hangup(given: object) -> None:
    """A closed terminal ends us, unless nohup started us; gunicorn would reload."""

    def end(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGHUP, signal.SIG_IGN if given is signal.SIG_IGN else end)


def _begin(worker: Worker, act: Callable[[], object]) -> None:
    # Ctrl-C reaches a whole process group; the master alone shall tell the worker
    # to end, once, so that closing sessions is not cut short by a second signal.
    os.setpgid(0, 0)
    # gunicorn has one number for how long a worker waits for requests and for when
    # the master kills it, which leaves no time to close sessions. The master has
    # its own copy of this.
    worker.cfg.set("graceful_timeout", LAST_REQUESTS_S)
    act()


def _finish(worker: Worker, act: Callable[[], object]) -> None:
    if int(worker.pid) != os.getpid():
        return  # gunicorn calls this in the master for a worker that has died
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(name, signal.SIG_IGN)
    act()
    logging.shutdown()
    # Not sys.exit: that would wait for requests which hang on a slow cloud.
    os._exit(0)
