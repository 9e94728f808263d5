"""How what is wrong with a persona, or with what fills it, is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from errors import InvalidInput


def refused(problems: Mapping[str, Sequence[str]]) -> InvalidInput:
    """Build the error for some problems: reasons by dotted field name."""
    first, reasons = next(iter(problems.items()))
    others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return InvalidInput(
        f"The request has a problem in '{first}': {reasons[0]}{others}", fields=problems
    )
