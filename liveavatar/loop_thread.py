"""An asyncio loop in a thread of its own, for calls from any other thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from errors import ShuttingDown

T = TypeVar("T")


class LoopThread:
    """Begun by the first call, in the process that makes it: threads survive no fork.

    Args:
        name: Of the thread.
        farewell: Run in the loop before it ends; whatever is left is cancelled then.
    """

    def __init__(self, *, name: str, farewell: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._farewell = farewell
        self._lock = threading.Lock()
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._end = asyncio.Event()

    @property
    def has_begun(self) -> bool:
        """Whether anything was ever asked of it."""
        return self._thread is not None

    def start(self, act: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        """Run a coroutine.

        Raises:
            ShuttingDown: It is closed.
        """
        # Under the lock, so that nothing is handed to a loop that has ended.
        with self._lock:
            loop = self._running()
            return asyncio.run_coroutine_threadsafe(act(), loop)

    def soon(self, act: Callable[..., object], *args: Any) -> None:
        """Call something; in vain when it is closed."""
        with self._lock:
            if not self._is_closed:
                self._running().call_soon_threadsafe(partial(act, *args))

    def close(self) -> None:
        """Say farewell and end; harmless twice, and before the beginning."""
        with self._lock:
            self._is_closed = True
            loop, thread = self._loop, self._thread
            self._loop = None
            if loop is not None:
                loop.call_soon_threadsafe(self._end.set)
        if thread is not None:
            thread.join()

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._is_closed:
            raise ShuttingDown("The server is closing and enters no room any more.")
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            target = partial(self._run, self._loop)
            self._thread = threading.Thread(target=target, name=self._name, daemon=True)
            self._thread.start()
        return self._loop

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._until_closed())

    async def _until_closed(self) -> None:
        await self._end.wait()
        await self._farewell()
