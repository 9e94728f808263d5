"""Puts the sandbox together: the clouds under their prefixes, control beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from aiohttp import web

from sandbox.clock import Clock
from sandbox.control.routes import control_app
from sandbox.cors import allow_any_origin, plain_errors, preflight
from sandbox.faces import RealFaces
from sandbox.heygen.app import heygen_app
from sandbox.heygen.faces import FaceFactory, Portrait
from sandbox.liveavatar.app import liveavatar_app
from sandbox.livekit.app import livekit_app, livekit_health
from sandbox.livekit.rooms import Rooms
from sandbox.openai.app import openai_app
from sandbox.options import Options
from sandbox.petya.app import petya_app
from sandbox.portraits import Portraits
from sandbox.world import WORLD, World

BODY_LIMIT = 2 * 1024 * 1024


def build_app(
    options: Options,
    *,
    clock: Clock | None = None,
    faces: FaceFactory | None = None,
    portrait: Portrait | None = None,
) -> web.Application:
    """Build one sandbox.

    Args:
        options: The command line.
        clock: Its time; the real one when left out.
        faces: Makes the talking faces; the real ones when left out.
        portrait: Finds the avatars' pictures; paints them when left out.
    """
    real = RealFaces(options.addresses)
    world = World(options, clock=clock or Clock(), faces=faces or real)
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
    portrait = portrait or Portraits()
    app.add_subapp("/heygen/", heygen_app(world.heygen, portrait))
    app.add_subapp("/liveavatar/", liveavatar_app(world.liveavatar, portrait))
    if isinstance(world.rooms, Rooms):
        app.router.add_get("/livekit", livekit_health)
        app.add_subapp("/livekit/", livekit_app(world.rooms))
    app.add_subapp("/openai/", openai_app(world.model))
    app.add_subapp("/petya/", petya_app(world.petya, world.hearing))
    app.on_startup.append(_check_rooms)
    app.on_shutdown.append(_end_sessions)
    if faces is None:
        app.cleanup_ctx.append(_warmed(real))
    return app


async def _check_rooms(app: web.Application) -> None:
    await app[WORLD].rooms.check()


async def _end_sessions(app: web.Application) -> None:
    await app[WORLD].close()


def _warmed(faces: RealFaces) -> Callable[[web.Application], AsyncIterator[None]]:
    async def life(_app: web.Application) -> AsyncIterator[None]:
        faces.warm_up()
        yield
        await faces.close()

    return life
