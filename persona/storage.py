"""The persona file: JSON that is whole after any crash and never overwritten if odd."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from tinydb.storages import Storage

from errors import StoreBroken
from storage.whole_file import Stamp, replace_whole, stamp_of

NEW_FILE_MODE = 0o644

Tables = dict[str, dict[str, Any]]


class RepeatedKey(ValueError):
    """A JSON object has the same key twice; reading on would drop one of the two."""


class AtomicJson(Storage):
    """TinyDB storage on one file; a write is a new file renamed over the old one.

    Callers hold the store's lock while writing.

    Args:
        path: The file; a symbolic link is followed, so that the link itself stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def stamp(self) -> Stamp | None:
        """Look at the file without reading it; None when there is none."""
        try:
            return stamp_of(self.path)
        except OSError as error:
            raise self._failed("read", error) from error

    def read(self) -> Tables | None:
        """Parse the file; None when there is none.

        Raises:
            StoreBroken: It cannot be read, is not JSON, or is no TinyDB file.
        """
        try:
            return self._tables(json.loads(self._text(), object_pairs_hook=_object))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._failed("read", error) from error
        except UnicodeDecodeError as error:
            self.refuse(f"byte {error.start}", "is not UTF-8 text.")
        except json.JSONDecodeError as error:
            self.refuse(f"line {error.lineno}", f"{error.msg}.")
        except RepeatedKey as error:
            self.refuse(f"key {error.args[0]!r}", "appears twice in one object.")
        except RecursionError:
            self.refuse("line 1", "is nested too deeply.")

    def write(self, data: Tables) -> None:
        """Replace the file's content, keeping its mode; old or new after a crash.

        Raises:
            StoreBroken: The folder or the disk does not let us.
        """
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
        try:
            replace_whole(self.path, text.encode(), new_mode=NEW_FILE_MODE)
        except OSError as error:
            raise self._failed("written", error) from error

    def refuse(self, where: str, why: str) -> NoReturn:
        """Raise StoreBroken naming the file, the place in it and the reason."""
        raise StoreBroken(
            f"The persona file {self.path} is broken at {where}: {why}"
            " It is left as it is; mend it by hand.",
            detail=f"{self.path}, {where}: {why}",
        )

    def _failed(self, what: str, error: OSError) -> StoreBroken:
        return StoreBroken(
            f"The persona file {self.path} cannot be {what}: {error.strerror}."
        )

    def _text(self) -> str:
        # Some editors put a byte order mark in front.
        return self.path.read_text(encoding="utf-8-sig")

    def _tables(self, parsed: Any) -> Tables:
        if not isinstance(parsed, dict):
            self.refuse("line 1", "must be an object of tables.")
        for name, table in parsed.items():
            if not isinstance(table, dict):
                self.refuse(name, "must be an object of numbered records.")
            for number, record in table.items():
                if not number.isdecimal() or not isinstance(record, dict):
                    self.refuse(f"{name}.{number}", "must be a numbered object.")
        return parsed


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise RepeatedKey(key)
        made[key] = value
    return made
