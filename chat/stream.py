"""A model's reply while it is written: deltas in order, and an end at any moment."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Self

import httpx2

from chat.failures import BROKE_OFF, NO_WORDS, TOO_SLOW, UNREADABLE
from chat.line import Line, Lines
from chat.server import ANSWER_LIMIT
from chat.wire import Piece

STREAM_LIMIT_S = 120.0
"""Longest time one reply may be written for."""
HEAD_START_S = 0.01
DRAIN_S = 0.25
"""Longest wait for what follows a reply's end, so that its connection can be kept."""

Take = Callable[[Piece], None]
Pour = Callable[[httpx2.Client, Take], None]


class ReplyStream:
    """See `chat.model.ModelStream`.

    A thread of its own reads, from entering on. So the model is never slowed down by
    who speaks its words, and an end comes at once even while a connection is made.

    Args:
        lines: Where the connection comes from and goes to.
        pour: Asks over the client it is given, and hands on every piece that comes.
        timeout_s: Longest silence: before the first word and between two.
        clock: Seconds that only go forward.
        head_start_s: How long entering waits for the request to leave. Two threads at
            work at once slow each other down, and the model's first word waits for
            this one only.
    """

    def __init__(
        self,
        *,
        lines: Lines,
        pour: Pour,
        timeout_s: float,
        clock: Callable[[], float],
        head_start_s: float = HEAD_START_S,
    ) -> None:
        self.cut_at_limit = False
        self._lines = lines
        self._pour = pour
        self._timeout_s = timeout_s
        self._clock = clock
        self._head_start_s = head_start_s
        self._items: SimpleQueue[str | Exception | None] = SimpleQueue()
        self._reader = threading.Thread(
            target=self._read, name="model-reply", daemon=True
        )
        self._sent = threading.Event()
        self._lock = threading.Lock()
        self._line: Line | None = None
        self._cancelled = False
        self._over = False
        self._said = False
        self._size = 0
        # A character beyond the first 65,536 may come as two halves in two pieces.
        self._joiner = codecs.getincrementaldecoder("utf-16-le")("replace")

    def __enter__(self) -> Self:
        self._heard_at = self._clock()
        self._deadline = self._heard_at + STREAM_LIMIT_S
        self._reader.start()
        self._sent.wait(self._head_start_s)
        return self

    def __exit__(self, *_failure: object) -> None:
        if self._over:
            self._reader.join(DRAIN_S)
        self.cancel()

    def __iter__(self) -> Iterator[str]:
        while (delta := self._next()) is not None:
            yield delta

    def cancel(self) -> None:
        """End it, from any thread; nothing is given out any more."""
        with self._lock:
            self._cancelled = True
            if self._line is not None:
                self._line.hang_up()
        self._items.put(None)

    def _next(self) -> str | None:
        """The next delta, or None at the end."""
        due = min(self._heard_at + self._timeout_s, self._deadline)
        item: str | Exception | None
        try:
            item = self._items.get(timeout=max(0.0, due - self._clock()))
        except Empty:
            item = TOO_SLOW.error("nothing more came in time")
        if self._cancelled:
            return None
        if not isinstance(item, str):
            self._items.put(item)  # whoever asks again hears the same
        if isinstance(item, Exception):
            raise item
        return item

    def _read(self) -> None:
        line = self._lines.take()
        line.on_sent = self._sent.set
        with self._lock:
            self._line = line
            wanted = not self._cancelled
        whole = False
        try:
            if wanted:
                self._pour(line.http, self._take)
                self._finish()
            whole = True
        except Exception as error:
            # Whatever it is, it is for the one who reads, if the reply is not over.
            if not self._over:
                self._items.put(error)
        self._sent.set()
        with self._lock:
            # From here on a `cancel` cannot hit whoever has the line next.
            self._line = None
        if whole:
            self._lines.give_back(line)
        else:
            line.close()

    def _take(self, piece: Piece) -> None:
        if self._over:
            return
        now = self._clock()
        if now > self._deadline:
            raise TOO_SLOW.error("its answer was still coming")
        self._give(piece.text, ends=piece.ends)
        if piece.ends:
            self.cut_at_limit = piece.cut
            self._over = True
            self._items.put(None if self._said else NO_WORDS.error("it was empty"))

    def _give(self, text: str, *, ends: bool) -> None:
        halves = text.encode("utf-16-le", "surrogatepass")
        delta = self._joiner.decode(halves, ends)
        if delta:
            self._size += len(delta.encode())
            if self._size > ANSWER_LIMIT:
                raise UNREADABLE.error("its answer does not end")
            self._said = self._said or not delta.isspace()
            self._heard_at = self._clock()
            self._items.put(delta)

    def _finish(self) -> None:
        """See that it had an end; where the model wrote none, it is cut."""
        if not self._over:
            failure = BROKE_OFF if self._said else NO_WORDS
            raise failure.error("its stream has no end")
