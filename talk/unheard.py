"""Failures of what goes on after the answer: logged, as nobody can be told any more."""

from __future__ import annotations

import logging
import traceback

from errors import AppError

log = logging.getLogger(__name__)


def note(error: Exception, what: str) -> None:
    """Log a failure without anybody's words.

    Args:
        error: What happened; if it is not of our tree, it is a bug, and where it was
            is logged.
        what: What came to nothing, such as `the rest of an answer`.
    """
    if isinstance(error, AppError):
        log.warning("%s failed: %s", what, error.code)
    else:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("bug: %s in %s\n%s", type(error).__name__, what, where)
