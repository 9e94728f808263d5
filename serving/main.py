"""`python app.py`: settings, sandbox, server, and a clean end."""

from __future__ import annotations

import ipaddress
import logging
import signal
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import NoReturn

from flask import Flask

from config import Config
from errors import AppError, NotConfigured
from serving.banner import banner
from serving.clouds import (
    choices,
    needs_sandbox,
    with_placeholder_keys,
    with_sandbox,
)
from serving.sandbox_process import SandboxProcess
from serving.server import Server, bind


def main(
    create_app: Callable[[Config], Flask],
    *,
    begin: Callable[[Flask], object],
    end: Callable[[Flask], object],
    environ: Mapping[str, str],
) -> int:
    """Run until a signal ends it.

    Args:
        create_app: Builds the app from settings.
        begin: Called with the app in the process that serves it.
        end: Called with the app when it is to open nothing new and close down.
        environ: The settings, as text.

    Returns:
        The exit status: 1 when it could not start, and a sentence on stderr said why.
    """
    sandbox = SandboxProcess()
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        _serve(create_app, begin, end, environ, sandbox)
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        sandbox.stop()
    return 0


def _serve(
    create_app: Callable[[Config], Flask],
    begin: Callable[[Flask], object],
    end: Callable[[Flask], object],
    environ: Mapping[str, str],
    sandbox: SandboxProcess,
) -> None:
    given = Config.from_env(environ)
    logging.basicConfig(
        level=given.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    refuse_open_doors(given)
    listener = bind(given.host, given.port)
    config = given
    if needs_sandbox(given):
        config = with_sandbox(given, sandbox.start(given.sandbox_port, environ))
    app = create_app(with_placeholder_keys(config))
    lines = banner(given.host, listener.getsockname()[1], choices(given, config))
    Server(
        app,
        config=config,
        listener=listener,
        on_fork=sandbox.let_go,
        on_ready=lambda: _ready(app, begin, lines),
        on_end=lambda: end(app),
    ).run()


def refuse_open_doors(config: Config) -> None:
    """Serving others without keys would let anyone spend the owner's credits.

    Customers' pages are others wherever this listens: a proxy lets them in.

    Raises:
        NotConfigured: HOST is not this machine alone, or there are customers, and
            API_KEYS is empty.
    """
    if config.api_keys:
        return
    if config.petya_base_url or config.customers_file.name:
        raise NotConfigured(
            "There are customers, and API_KEYS is empty: each of them, and each"
            " visitor, could read and end everybody's sessions. Set API_KEYS."
        )
    if _is_loopback(config.host):
        return
    raise NotConfigured(
        f"HOST={config.host} lets other machines in, and API_KEYS is empty: anyone"
        " could open sessions on your account. Set API_KEYS, or HOST=127.0.0.1."
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _ready(app: Flask, begin: Callable[[Flask], object], lines: str) -> None:
    begin(app)
    sys.stdout.write(lines)
    sys.stdout.flush()


def _as_interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Before gunicorn has taken over, SIGTERM ends the start like Ctrl-C does."""
    raise KeyboardInterrupt
