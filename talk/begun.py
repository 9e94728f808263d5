"""An answer of which the caller hears the first sentence, and which then goes on."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future

from talk import unheard
from talk.reply import Reply

NAME = "answer"

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
            unheard.note(error, "the rest of an answer")
        else:
            first.set_exception(error)
