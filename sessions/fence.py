"""A fence per session: what an interrupt has overtaken is not sent any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Fence:
    """One lock per session, held while a sentence is on its way to the cloud.

    Around it a second one, held for a whole text, so that two texts which meet are
    said one after the other and not sentence by sentence in turns.

    A sentence checks its turn and is sent under the lock. An interrupt raises the
    turn first and is sent at once; a sentence that was on its way at that moment is
    waited for and silenced too. So when an interrupt has been answered, no sentence
    of an earlier turn can still be sent or heard.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, threading.Lock] = {}
        self._texts: dict[str, threading.Lock] = {}

    @contextmanager
    def text(self, session_id: str) -> Iterator[None]:
        """Let one text at a time be said in this session; interrupts do not wait."""
        with self._lock:
            turn = self._texts.setdefault(session_id, threading.Lock())
        with turn:
            yield

    @contextmanager
    def hold(self, session_id: str) -> Iterator[None]:
        """Let one sentence at a time reach the cloud for this session."""
        with self._of(session_id):
            yield

    def busy(self, session_id: str) -> bool:
        """Whether a sentence is on its way."""
        return self._of(session_id).locked()

    def _of(self, session_id: str) -> threading.Lock:
        with self._lock:
            return self._held.setdefault(session_id, threading.Lock())

    def forget(self, session_id: str) -> None:
        """Drop the locks of a session that has ended."""
        with self._lock:
            self._held.pop(session_id, None)
            self._texts.pop(session_id, None)
