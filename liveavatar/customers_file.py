"""The customers of a file: `customers.json`, edited by hand or by `flask customers`."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock
from marshmallow import Schema, ValidationError, fields, validate

from errors import StoreBroken, Unauthorized
from liveavatar.customers import ID_HEX, Customer, digest
from liveavatar.petya import UNKNOWN_KEY

LOCK_S = 10.0
SHA256 = validate.Regexp(r"^[0-9a-f]{64}$", error="Must be 64 hexadecimal digits.")
COUNT = validate.Range(min=1)


class EntrySchema(Schema):
    """One customer of the file; a member it does not know is refused."""

    name = fields.String(required=True)
    key_sha256 = fields.String(required=True, validate=SHA256)
    avatar_id = fields.UUID(load_default=None, allow_none=True)
    voice_id = fields.UUID(load_default=None, allow_none=True)
    context_id = fields.UUID(load_default=None, allow_none=True)
    intro = fields.String(load_default="")
    origins = fields.List(fields.String(), load_default=list)
    sessions = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=COUNT
    )
    session_s = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=COUNT
    )


ENTRIES = EntrySchema(many=True)


class CustomerFile:
    """A CustomerDirectory over a file; a change by hand is seen at the next look.

    Args:
        path: The file; a missing one has nobody in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._customers: Mapping[str, Customer] = {}
        self._lock = threading.Lock()

    def find(self, key: str) -> Customer:
        """See CustomerDirectory.

        Raises:
            Unauthorized: The key is nobody's.
            StoreBroken: The file cannot be read; the message says where.
        """
        customer = self._current().get(digest(key))
        if customer is None:
            raise Unauthorized(UNKNOWN_KEY)
        return customer

    def add(self, entry: Mapping[str, Any]) -> None:
        """Write one more into it, after those that are there.

        Raises:
            StoreBroken: The file, or what would become of it, cannot be read.
        """
        with FileLock(f"{self._path}.lock", timeout=LOCK_S):
            entries = [*self._entries(), dict(entry)]
            self._checked(entries)
            scratch = self._path.with_name(f"{self._path.name}.new")
            with scratch.open("w", encoding="utf-8") as file:
                json.dump(entries, file, indent=2, ensure_ascii=False)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(self._path)

    def _current(self) -> Mapping[str, Customer]:
        with self._lock:
            try:
                stat = self._path.stat()
                now = (stat.st_mtime_ns, stat.st_size)
            except FileNotFoundError:
                self._seen, self._customers = None, {}
                return self._customers
            if now != self._seen:
                loaded = self._checked(self._entries())
                self._customers = {one["key_sha256"]: _customer(one) for one in loaded}
                self._seen = now
            return self._customers

    def _entries(self) -> list[Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return []
        except json.JSONDecodeError as error:
            raise self._broken(f"line {error.lineno}", error.msg) from None
        except (OSError, UnicodeDecodeError, RecursionError) as error:
            raise self._broken("its start", type(error).__name__) from None
        if not isinstance(found, list):
            raise self._broken("line 1", "must be a list of customers")
        return found

    def _checked(self, entries: Sequence[Any]) -> list[dict[str, Any]]:
        try:
            loaded: list[dict[str, Any]] = ENTRIES.load(entries)
        except ValidationError as error:
            messages: Any = error.messages
            number = next(iter(messages), 0)
            why = json.dumps(messages[number])
            raise self._broken(f"customer {number}", why) from None
        return loaded

    def _broken(self, where: str, why: str) -> StoreBroken:
        return StoreBroken(
            f"The customer file {self._path} is broken at {where}: {why}."
            " It is left as it is; mend it by hand."
        )


def _customer(entry: Mapping[str, Any]) -> Customer:
    ids = {name: str(entry[name] or "") for name in _IDS}
    return Customer(
        id=entry["key_sha256"][:ID_HEX],
        intro=entry["intro"],
        origins=tuple(entry["origins"]),
        sessions=entry["sessions"],
        session_s=entry["session_s"],
        **ids,
    )


_IDS = ("avatar_id", "voice_id", "context_id")
