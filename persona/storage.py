"""The persona file: JSON that is whole after any crash and never overwritten if odd."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tinydb.storages import Storage

from errors import StoreBroken

NEW_FILE_MODE = 0o644

Tables = dict[str, dict[str, Any]]


class Stamp(NamedTuple):
    """What tells two states of the file apart without reading it."""

    mtime_ns: int
    size: int
    inode: int


class RepeatedKey(ValueError):
    """A JSON object has the same key twice; reading on would drop one of the two."""


class AtomicJson(Storage):
    """TinyDB storage on one file; a write is a new file renamed over the old one.

    Callers hold the store's lock while writing, so one scratch name is enough and a
    writer that was killed leaves at most that one file behind.

    Args:
        path: The file; a symbolic link is followed, so that the link itself stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._scratch = self.path.with_name(f".{self.path.name}.tmp")

    def stamp(self) -> Stamp | None:
        """Look at the file without reading it; None when there is none."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._failed("read", error) from error
        return Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)

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
            self._replace(text.encode())
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

    def _replace(self, content: bytes) -> None:
        try:
            mode = self.path.stat().st_mode & 0o777
        except FileNotFoundError:
            mode = NEW_FILE_MODE
        self._scratch.unlink(missing_ok=True)
        with self._scratch.open("xb") as scratch:
            scratch.write(content)
            scratch.flush()
            os.fchmod(scratch.fileno(), mode)
            os.fsync(scratch.fileno())
        self._scratch.replace(self.path)
        self._sync_folder()

    def _sync_folder(self) -> None:
        # The rename itself lives in the folder; without this it can be lost with power.
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise RepeatedKey(key)
        made[key] = value
    return made
