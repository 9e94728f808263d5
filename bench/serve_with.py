"""Serve the app with another server, for comparison: `python -m bench.serve_with NAME`.

Names: gthread (what `python app.py` does), gevent, granian. Prints its address.
"""

# gevent has to replace the sockets before anything else imports them.
# ruff: noqa: E402
from __future__ import annotations

import sys

NAME = sys.argv[1]
if NAME == "gevent":
    from gevent import monkey

    monkey.patch_all()

import os
import socket

from app import begin, create_app, end
from config import Config
from serving.main import main as serve_gthread
from serving.server import Server, bind

THREADS = 512


def serve_gevent(config: Config) -> None:
    """One gunicorn worker of greenlets."""
    listener = bind(config.host, config.port)
    server = Server(
        create_app(config),
        config=config,
        listener=listener,
        on_fork=lambda: None,
        on_ready=lambda: print(f"http://127.0.0.1:{listener.getsockname()[1]}"),
        on_end=lambda: None,
    )
    server.cfg.set("worker_class", "gevent")
    server.cfg.set("worker_connections", 2000)
    server.run()


def serve_granian(config: Config) -> None:
    """One granian worker with blocking threads."""
    from granian.constants import Interfaces
    from granian.server import Server as Granian

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    Granian(
        "bench.serve_with:build",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()


def build() -> object:
    """The WSGI callable, made in granian's worker."""
    return create_app(Config.from_env(os.environ))


if __name__ == "__main__":
    config = Config.from_env(os.environ)
    if NAME == "gthread":
        serve_gthread(create_app, begin=begin, end=end, environ=os.environ)
    else:
        {"gevent": serve_gevent, "granian": serve_granian}[NAME](config)
