"""What was written into a voice chat, said and answered in order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from errors import AppError, InvalidInput
from heygen.gateway_errors import plain
from heygen.gateway_schemas import TEXT_LIMIT
from talk import unheard

MOST_WAITING = 100
LOOK_EVERY_S = 0.2
NAME = "voice-texts"

Event = Mapping[str, Any]


class TooManyTexts(ValueError):
    """Nobody can answer so many texts."""


class Texts:
    """Has texts said and answered, one after the other, in a thread of its own.

    Args:
        run: Does what a task asks for; returns when its first words are on their way.
        is_waiting: Whether the session has not been started yet.
        tell: Told what could not be done.
    """

    def __init__(
        self,
        *,
        run: Callable[[Event], object],
        is_waiting: Callable[[], bool],
        tell: Callable[[Event], object],
    ) -> None:
        self._run = run
        self._is_waiting = is_waiting
        self._tell = tell
        self._tasks: queue.Queue[Event | None] = queue.Queue()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, text: str, *, task_type: str) -> None:
        """Have a text answered (`talk`), or said as it is (`repeat`).

        Raises:
            TooManyTexts: A hundred wait already.
        """
        if not text.strip():
            return
        if self._tasks.qsize() >= MOST_WAITING:
            raise TooManyTexts("too many texts are waiting for an answer")
        self._tasks.put({"text": text.strip(), "task_type": task_type})
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=NAME, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Begin nothing more."""
        self._closed.set()
        self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self._closed.is_set():
            try:
                self._do(task)
            except Exception as error:
                unheard.note(error, "a text of a voice chat")
                if isinstance(error, AppError):
                    self._tell({"event_type": "error", **plain(error).body()})

    def _do(self, task: Event) -> None:
        if len(task["text"]) > TEXT_LIMIT:
            reason = f"Longer than {TEXT_LIMIT} characters."
            raise InvalidInput(reason, fields={"text": [reason]})
        # A page may write before it has started the session.
        while self._is_waiting() and not self._closed.wait(LOOK_EVERY_S):
            pass
        if not self._closed.is_set():
            self._run(task)
