"""The sandbox as a process: bind, say so, and end cleanly."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import sys
import threading

from aiohttp import web

from sandbox.app import build_app
from sandbox.options import Options

HOST = "127.0.0.1"
"""The only address it ever binds: it checks no real key and serves no stranger."""


def run(options: Options) -> int:
    """Serve until SIGINT, SIGTERM or, if asked, the end of standard input.

    Returns:
        The exit status: 1 when the port could not be had, else 0.
    """
    logging.basicConfig(
        level=logging.INFO if options.access_log else logging.WARNING,
        format="sandbox: %(levelname)s %(name)s: %(message)s",
    )
    # LiveKit's client calls each deleted room an error, and may write tokens down.
    logging.getLogger("livekit").setLevel(logging.CRITICAL)
    try:
        asyncio.run(_serve(options))
    except OSError as error:
        sys.stderr.write(_refusal(error, options.port) + "\n")
        return 1
    return 0


async def _serve(options: Options) -> None:
    stop = _stop_event(options)
    log = logging.getLogger("sandbox.access") if options.access_log else None
    runner = web.AppRunner(build_app(options), access_log=log, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, options.port)
        await site.start()
        host, port = runner.addresses[0][:2]
        sys.stdout.write(f"sandbox ready on http://{host}:{port}{_rooms(options)}\n")
        sys.stdout.flush()
        await stop.wait()
    finally:
        await runner.cleanup()


def _rooms(options: Options) -> str:
    if options.livekit is None:
        return ""
    return f" with the rooms of {options.livekit.url}"


def _stop_event(options: Options) -> asyncio.Event:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    if options.stdin_lifeline:
        threading.Thread(target=_hold_line, args=(loop, stop), daemon=True).start()
    return stop


def _hold_line(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # os.read and not sys.stdin: a buffered reader that is blocked here would abort
    # the interpreter when it shuts down.
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(stop.set)


def _refusal(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is already in use: stop what runs there,"
            " or choose another with --port."
        )
    return f"The sandbox cannot serve on port {port}: {error.strerror or error}."
