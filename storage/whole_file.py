"""Files that people edit by hand: replaced whole, and known by their stamp."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """What tells two states of a file apart without reading it."""

    mtime_ns: int
    size: int
    inode: int


def stamp_of(path: Path) -> Stamp | None:
    """Look at a file without reading it; None when there is none.

    Raises:
        OSError: It cannot be looked at.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)


def replace_whole(path: Path, content: bytes, *, new_mode: int) -> None:
    """Give a file this content; after a crash it has the old one or the new.

    Callers hold a lock, so one scratch name is enough, and a writer that was killed
    leaves at most that one file behind.

    Args:
        path: The file itself, no symbolic link to it.
        content: All of it.
        new_mode: Who may read a file that was not there; one that was keeps its mode.

    Raises:
        OSError: The folder or the disk does not let us.
    """
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mode = new_mode
    scratch_path = path.with_name(f".{path.name}.tmp")
    scratch_path.unlink(missing_ok=True)
    with scratch_path.open("xb") as scratch:
        os.fchmod(scratch.fileno(), mode)
        scratch.write(content)
        scratch.flush()
        os.fsync(scratch.fileno())
    scratch_path.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself lives in the folder; without this it can be lost with power.
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
