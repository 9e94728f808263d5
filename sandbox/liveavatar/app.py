"""The LiveAvatar stand-in as one application, its refusals in LiveAvatar's envelope."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.heygen.faces import Portrait
from sandbox.liveavatar.catalogue_routes import CatalogueRoutes
from sandbox.liveavatar.errors import LiveavatarError
from sandbox.liveavatar.lite_socket import lite_routes
from sandbox.liveavatar.models import Liveavatar
from sandbox.liveavatar.session_routes import SessionRoutes


def liveavatar_app(cloud: Liveavatar, portrait: Portrait) -> web.Application:
    """LiveAvatar's routes over one cloud, to be mounted under `/liveavatar`."""
    app = web.Application(middlewares=[_refusals])
    app.add_routes(SessionRoutes(cloud).table())
    app.add_routes(CatalogueRoutes(cloud, portrait).table())
    app.add_routes(lite_routes(cloud))
    return app


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except LiveavatarError as error:
        return web.json_response(error.body(), status=error.status)
    except web.HTTPException as error:
        # Unknown paths and methods; the code is a guess.
        refusal = LiveavatarError(error.status, 4000 + error.status % 100, error.reason)
        headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return web.json_response(refusal.body(), status=error.status, headers=headers)
