"""An act that is told while it goes on, as server-sent events in answer to a POST."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from flask import (
    Response,
    copy_current_request_context,
    current_app,
    g,
    jsonify,
    request,
)

from web import idempotency
from web.request_id import request_id
from web.sse import MIME, Message, Messages, streamed

QUIET_S = 15.0
"""Without a message for so long, the line is shown to be up."""


def is_wanted() -> bool:
    """Whether the caller asks for a stream rather than for one JSON answer."""
    kinds = request.accept_mimetypes
    return kinds.best_match(["application/json", MIME]) == MIME


def told(messages: Iterator[Message]) -> Response:
    """Answer with the messages of an act as it goes on.

    The act runs in a thread of its own, to its end, whether or not its reader stays.
    Its last message holds the whole answer, which an Idempotency-Key keeps; where it
    fails, that message is an `error` with the usual envelope.
    """
    act, waiting = _Act(messages), queue.SimpleQueue[Message | None]()
    run = copy_current_request_context(act.run)
    threading.Thread(target=run, args=(waiting.put,), daemon=True).start()
    return streamed(_from(waiting), first=b"")


class _Act:
    """An act that tells its messages to whoever listens."""

    def __init__(self, messages: Iterator[Message]) -> None:
        self._messages = messages
        self._request_id = request_id()
        self._settle = idempotency.later()

    def run(self, tell: Callable[[Message | None], None]) -> None:
        """Do it, under a copy of the request."""
        g.request_id = self._request_id
        try:
            last = Message(name="", data={})
            for last in self._messages:
                tell(last)
            self._settle(jsonify(last.data))
        except Exception as error:
            g.in_doubt = idempotency.is_in_doubt(error)
            app = current_app
            response = app.make_response(app.handle_user_exception(error))
            tell(Message(name="error", data=response.get_json()))
            self._settle(response)
        finally:
            tell(None)


def _from(waiting: queue.SimpleQueue[Message | None]) -> Messages:
    while True:
        try:
            message = waiting.get(timeout=QUIET_S)
        except queue.Empty:
            yield None
            continue
        if message is None:
            return
        yield message
