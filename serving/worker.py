"""A gunicorn worker that goes on answering while the app closes down."""

from __future__ import annotations

import threading
from types import FrameType
from typing import Protocol, cast

from gunicorn.workers.gthread import ThreadWorker


class Ends(Protocol):
    """What is served; `end` may take seconds, and must not raise."""

    def end(self) -> None:
        """Open nothing new and close down; harmless twice."""
        ...


class DrainingWorker(ThreadWorker):
    """Upon SIGTERM the app ends while requests are still answered; then it stops.

    Whoever asks in between is told so by the app, instead of finding a closed door.
    """

    _draining = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """See gunicorn: SIGTERM."""
        if self._draining:
            return
        self._draining = True
        # The main thread must go on taking requests.
        threading.Thread(target=self._drain, args=(sig, frame), daemon=True).start()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """See gunicorn: Ctrl-C, by way of the master's SIGQUIT.

        Its own handler takes the thread pool's lock. The main thread, in which it
        runs, may hold that very lock, because it is just handing over a connection.
        """
        self.alive = False
        raise SystemExit(0)

    def _drain(self, sig: int, frame: FrameType | None) -> None:
        cast(Ends, self.app).end()
        super().handle_exit(sig, frame)
