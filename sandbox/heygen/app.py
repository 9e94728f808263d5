"""The HeyGen stand-in as one application, its refusals in HeyGen's envelope."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.heygen.catalogue import CatalogueRoutes
from sandbox.heygen.chat_socket import chat_routes
from sandbox.heygen.errors import HeygenError
from sandbox.heygen.faces import Portrait
from sandbox.heygen.models import Heygen
from sandbox.heygen.realtime_socket import realtime_routes
from sandbox.heygen.routes import SessionRoutes


def heygen_app(cloud: Heygen, portrait: Portrait) -> web.Application:
    """HeyGen's routes over one cloud, to be mounted under `/heygen`."""
    app = web.Application(middlewares=[_refusals])
    app.add_routes(SessionRoutes(cloud).table())
    app.add_routes(chat_routes(cloud))
    app.add_routes(realtime_routes(cloud))
    app.add_routes(CatalogueRoutes(cloud, portrait).table())
    return app


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except HeygenError as error:
        return web.json_response(error.body(), status=error.status)
