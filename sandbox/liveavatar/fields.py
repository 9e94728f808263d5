"""Reading a JSON body field by field, every misfit collected, in pydantic's words.

Unknown fields are ignored and null is like absence. Source: field reports; that
nulls are taken everywhere is our guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID

from aiohttp import web

from sandbox.liveavatar.errors import Unprocessable

T = TypeVar("T")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", re.I)


class Fields:
    """One JSON object.

    Args:
        members: The object.
        where: Its place in the body, with dots; nothing for the body itself.
        misfits: Where the misfits of all objects of the body go.
    """

    def __init__(
        self,
        members: Mapping[str, Any],
        where: str = "",
        misfits: list[tuple[str, str]] | None = None,
    ) -> None:
        self._members = members
        self._where = where
        self._misfits: list[tuple[str, str]] = [] if misfits is None else misfits

    def check(self) -> None:
        """Refuse what did not fit.

        Raises:
            Unprocessable: Something did not.
        """
        if self._misfits:
            raise Unprocessable(self._misfits)

    def wrong(self, name: str, what: str) -> None:
        """Note a misfit at a field, or of the whole object without a name."""
        parts = [part for part in (self._where, name) if part]
        self._misfits.append((".".join(parts), what))

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._members.get(name) is not None

    def text(self, name: str, *, required: bool = False, most: int = 0) -> str:
        """A string, at most so many characters long; 0 is any length."""
        found = self._read(name, str, "Input should be a valid string", "", required)
        if most and len(found) > most:
            self.wrong(name, f"String should have at most {most} characters")
        return found

    def uuid(self, name: str, *, required: bool = False) -> str:
        """A UUID with its dashes and in small letters; nothing if there is none."""
        found = self._read(name, str, "Input should be a valid UUID", "", required)
        if not found:
            return ""
        if not _UUID.fullmatch(found):
            self.wrong(name, "Input should be a valid UUID")
            return ""
        return str(UUID(found))

    def flag(self, name: str) -> bool:
        """A boolean, false by default."""
        return self._read(name, bool, "Input should be a valid boolean", False)

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """A number between two others."""
        found = self._amount(name)
        if found is None:
            return default
        if not low <= found <= high:
            side, edge = ("greater", low) if found < low else ("less", high)
            self.wrong(name, f"Input should be {side} than or equal to {edge:g}")
        return found

    def whole(self, name: str, default: int | None = None) -> int | None:
        """A whole number above 0."""
        found = self._amount(name)
        if found is None:
            return default
        if found != int(found):
            self.wrong(name, "Input should be a valid integer")
        elif found <= 0:
            self.wrong(name, "Input should be greater than 0")
        return int(found)

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of some words."""
        found = self.text(name) or default
        if found not in choices:
            words = " or ".join(f"'{one}'" for one in choices)
            self.wrong(name, f"Input should be {words}")
        return found

    def object(self, name: str) -> Fields:
        """A nested object, empty by default."""
        found = self._read(name, dict, "Input should be a valid dictionary", {})
        parts = [part for part in (self._where, name) if part]
        return Fields(found, ".".join(parts), self._misfits)

    def rows(self, name: str) -> list[Fields]:
        """A list of objects, empty by default."""
        found = self._read(name, list, "Input should be a valid list", [])
        if not all(isinstance(one, dict) for one in found):
            self.wrong(name, "Input should be a valid list of dictionaries")
            return []
        return [
            Fields(one, f"{name}.{index}", self._misfits)
            for index, one in enumerate(found)
        ]

    def texts(self, name: str, most: int, key: int, value: int) -> Mapping[str, str]:
        """A map of texts: at most so many, keys and values at most so long."""
        found = self._read(name, dict, "Input should be a valid dictionary", {})
        if len(found) > most:
            self.wrong(name, f"Dictionary should have at most {most} items")
        for each, text in found.items():
            if not isinstance(text, str):
                self.wrong(f"{name}.{each}", "Input should be a valid string")
            elif len(each) > key or len(text) > value:
                limit = key if len(each) > key else value
                what = f"String should have at most {limit} characters"
                self.wrong(f"{name}.{each[:key]}", what)
        return found

    def _amount(self, name: str) -> float | None:
        found = self._members.get(name)
        if found is not None and (
            isinstance(found, bool) or not isinstance(found, int | float)
        ):
            self.wrong(name, "Input should be a valid number")
            return None
        return found

    def _read(
        self, name: str, kind: type[T], what: str, default: T, required: bool = False
    ) -> T:
        found = self._members.get(name)
        if found is None:
            if required:
                self.wrong(name, "Field required")
            return default
        if not isinstance(found, kind):
            self.wrong(name, what)
            return default
        return found


async def read(request: web.Request) -> Fields:
    """The request's JSON object, whatever its content type; nothing is `{}`.

    Raises:
        Unprocessable: It is something else.
    """
    text = await request.text()
    try:
        members = json.loads(text) if text.strip() else {}
    except ValueError:
        raise Unprocessable([("body", "JSON decode error")]) from None
    if not isinstance(members, dict):
        raise Unprocessable([("body", "Input should be a valid dictionary")])
    return Fields(members)
