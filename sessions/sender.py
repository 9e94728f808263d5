"""One sentence at a time on its way to the cloud, whoever else wants to speak."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sessions.fence import Fence
from sessions.floor import Answer
from sessions.record import Record

POLL_S = 0.01


class Sender:
    """Takes the floor for a sentence, and waits for others to give it back.

    Args:
        record: Where the floor is kept.
        fence: The texts of this process.
        worker: The name of this process.
        alive: Whether the process of that name is there.
        pause: Waits so many seconds.
        patience_s: After so long, a sentence on its way is given up as lost.
    """

    def __init__(
        self,
        *,
        record: Record,
        fence: Fence,
        worker: Callable[[], str],
        alive: Callable[[str], bool],
        pause: Callable[[float], None],
        patience_s: float,
    ) -> None:
        self._record = record
        self._fence = fence
        self._worker = worker
        self._alive = alive
        self._pause = pause
        self._polls = int(patience_s / POLL_S)

    @contextmanager
    def floor(self, session_id: str, turn: int) -> Iterator[str | None]:
        """Have the floor for one sentence of `turn`.

        Yields:
            A token to write the sentence down with, which frees the floor; None when
            the turn is over.
        """
        with self._fence.sending(session_id):
            token = self._take(session_id, turn)
            try:
                yield token
            except BaseException:
                if token is not None:
                    self._record.floor.give_back(session_id, token)
                raise

    def wait_for(self, session_id: str, token: str) -> None:
        """Return when the sentence under `token` is no longer on its way."""
        with self._fence.sending(session_id):
            self._outwait(session_id, token)

    def _take(self, session_id: str, turn: int) -> str | None:
        token = f"{self._worker()}/{uuid.uuid4().hex}"
        while True:
            answer = self._record.floor.take(session_id, turn, token)
            if answer is not Answer.TAKEN:
                return token if answer is Answer.MINE else None
            holder = self._record.floor.holder(session_id)
            if holder is not None:
                self._outwait(session_id, holder)

    def _outwait(self, session_id: str, token: str) -> None:
        """Wait for another process, as long as it is there.

        Whoever calls this keeps the threads of this process off, so that a token of
        ours can only be one that was left behind.
        """
        sender = token.partition("/")[0]
        for _ in range(self._polls if sender != self._worker() else 0):
            if self._record.floor.holder(session_id) != token:
                return
            if not self._alive(sender):
                break
            self._pause(POLL_S)
        self._record.floor.give_back(session_id, token)
