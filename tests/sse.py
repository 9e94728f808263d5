"""Reading what was told as server-sent events."""

from __future__ import annotations

import json
from typing import Any


def told(text: str) -> list[tuple[str, Any]]:
    """The events of a stream that was read to its end, as (name, data)."""
    found = []
    for block in filter(None, text.split("\n\n")):
        if block.startswith(":"):
            continue
        lines = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((lines["event"], json.loads(lines["data"])))
    return found
