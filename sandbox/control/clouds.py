"""`/_sandbox/liveavatar/*` and `/_sandbox/petya*`: what belongs to one cloud alone."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from aiohttp import web

from sandbox.control.bodies import BadControl, changed, known, read_object, texts
from sandbox.petya.models import Customer
from sandbox.world import World


def cloud_routes(world: World) -> list[web.RouteDef]:
    """The routes over one sandbox."""
    control = _Clouds(world)
    return [
        web.get("/liveavatar/limits", control.limits),
        web.post("/liveavatar/limits", control.set_limits),
        web.get("/petya/customers", control.customers),
        web.post("/petya/customers", control.set_customer),
        web.get("/petya/deliveries", control.deliveries),
        web.delete("/petya/deliveries", control.clear_deliveries),
        web.get("/petya/visits", control.visits),
    ]


class _Clouds:
    def __init__(self, world: World) -> None:
        self._world = world

    async def limits(self, _request: web.Request) -> web.Response:
        return web.json_response(asdict(self._world.liveavatar.limits))

    async def set_limits(self, request: web.Request) -> web.Response:
        cloud = self._world.liveavatar
        cloud.limits = changed(cloud.limits, await read_object(request))
        return await self.limits(request)

    async def customers(self, _request: web.Request) -> web.Response:
        customers = self._world.petya.customers
        rows = {key: asdict(one) for key, one in customers.items()}
        return web.json_response({"customers": rows})

    async def set_customer(self, request: web.Request) -> web.Response:
        petya, body = self._world.petya, await read_object(request)
        key = body.pop("key", None)
        if not isinstance(key, str) or not key:
            raise BadControl("key must be a text")
        petya.customers[key] = replace(petya.customer_of(key), **_members(body))
        return await self.customers(request)

    async def deliveries(self, _request: web.Request) -> web.Response:
        return web.json_response({"deliveries": self._world.petya.deliveries()})

    async def clear_deliveries(self, request: web.Request) -> web.Response:
        self._world.petya.forget_deliveries()
        return await self.deliveries(request)

    async def visits(self, _request: web.Request) -> web.Response:
        return web.json_response(self._world.petya.shown_visits())


def _members(body: dict[str, Any]) -> dict[str, Any]:
    known(Customer, body)
    if "allowed_domains" in body:
        body["allowed_domains"] = tuple(texts(body, "allowed_domains"))
    for name in ("avatar_id", "intro", "knowledge_base_id", "voice_id"):
        optional = name.endswith("base_id") or name == "voice_id"
        if name in body and not (
            isinstance(body[name], str) or (optional and body[name] is None)
        ):
            raise BadControl(f"{name} must be a text")
    if not isinstance(body.get("known", True), bool):
        raise BadControl("known must be true or false")
    return body
