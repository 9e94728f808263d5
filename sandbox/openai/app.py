"""The model server as one application, its refusals in OpenAI's envelope."""

from __future__ import annotations

import uuid

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.openai.errors import OpenaiError
from sandbox.openai.models import ModelServer
from sandbox.openai.routes import ModelRoutes


def openai_app(server: ModelServer) -> web.Application:
    """The model server's routes, to be mounted under `/openai`."""
    app = web.Application(middlewares=[_refusals])
    app.add_routes(ModelRoutes(server).table())
    app.on_response_prepare.append(_number)
    return app


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except OpenaiError as error:
        return web.json_response(error.body(), status=error.status)
    except web.HTTPException as error:
        words = f"{error.reason}: {request.method} {request.path}"
        refusal = OpenaiError(words, status=error.status)
        return web.json_response(refusal.body(), status=error.status)


async def _number(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["x-request-id"] = f"req_{uuid.uuid4().hex}"
