"""Reading control bodies: a JSON object onto a dataclass, every misfit named."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class BadControl(Exception):
    """A control call that cannot be done; its text says why."""


async def read_object(request: web.Request) -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty object.

    Raises:
        BadControl: It is something else.
    """
    if not await request.text():
        return {}
    try:
        body = await request.json()
    except ValueError:
        raise BadControl("the body is not JSON") from None
    if not isinstance(body, dict):
        raise BadControl("the body must be a JSON object")
    return body


def known(kind: type[T], body: dict[str, Any], *more: str) -> dict[str, Any]:
    """`body`, if it has no member that the dataclass `kind` and `more` lack.

    Raises:
        BadControl: It has; the message lists what may be given.
    """
    names = [*(spec.name for spec in fields(kind)), *more]
    strangers = sorted(set(body) - set(names))
    if strangers:
        raise BadControl(
            f"unknown: {', '.join(strangers)}; may be given: {', '.join(names)}"
        )
    return body


def amount(body: dict[str, Any], name: str) -> float:
    """A number of 0 or more out of `body`.

    Raises:
        BadControl: It is missing or something else.
    """
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise BadControl(f"{name} must be a number of 0 or more")
    return value


def texts(body: dict[str, Any], name: str) -> list[str]:
    """A list of texts out of `body`.

    Raises:
        BadControl: It is missing or something else.
    """
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadControl(f"{name} must be a list of texts")
    return value


def changed(value: T, body: dict[str, Any]) -> T:
    """`value` with the amounts of `body` in it.

    Raises:
        BadControl: It has no such member, or one is not an amount.
    """
    known(type(value), body)
    amounts = {name: type(getattr(value, name))(amount(body, name)) for name in body}
    return replace(value, **amounts)
