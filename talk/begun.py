"""An answer of which the caller hears the first sentence, and which then goes on."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Mapping
from concurrent.futures import Future

from errors import AppError
from talk.reply import Reply

NAME = "answer"
log = logging.getLogger(__name__)

Spoken = Mapping[str, object]


def begun(reply: Reply) -> Spoken | None:
    """Run the reply in a thread of its own; return when its first task was taken.

    Returns:
        The step `spoken`: `task_id`, `text`, `duration_ms`, ...; None when an
        interrupt came before anything of it was said.

    Raises:
        AppError: It failed before anything was said.
    """
    first: Future[Spoken | None] = Future()
    run = threading.Thread(target=_run, args=(reply, first), name=NAME, daemon=True)
    run.start()
    return first.result()


def _run(reply: Reply, first: Future[Spoken | None]) -> None:
    try:
        for step in reply.steps():
            if step.name == "spoken" and not first.done():
                first.set_result(step.data)
        if not first.done():
            first.set_result(None)
    except Exception as error:
        if first.done():
            _note(error)
        else:
            first.set_exception(error)


def _note(error: Exception) -> None:
    """Log what nobody can be told any more, without anybody's words."""
    if isinstance(error, AppError):
        log.warning("the rest of an answer was not said: %s", error.code)
    else:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("bug: %s while an answer was said\n%s", type(error).__name__, where)
