"""Puts the sandbox together: the clouds under their prefixes, control beside them."""

from __future__ import annotations

from aiohttp import web

from sandbox.clock import Clock
from sandbox.control.routes import control_app
from sandbox.cors import allow_any_origin, plain_errors, preflight
from sandbox.options import Options
from sandbox.world import WORLD, World

BODY_LIMIT = 2 * 1024 * 1024


def build_app(options: Options, *, clock: Clock | None = None) -> web.Application:
    """Build one sandbox.

    Args:
        options: The command line.
        clock: Its time; the real one when left out.
    """
    world = World(options, clock=clock or Clock())
    app = web.Application(
        client_max_size=BODY_LIMIT,
        middlewares=[
            plain_errors,
            world.recorder.middleware,
            world.faults.middleware,
            preflight,
        ],
    )
    app[WORLD] = world
    app.on_response_prepare.append(allow_any_origin)
    app.add_subapp("/_sandbox/", control_app(world))
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    await app[WORLD].close()
