"""Says one thing after the other, in the order asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.heygen.faces import Face
from sandbox.heygen.tasks import Task, Tasks
from sandbox.media.catalog import VoiceSpec

log = logging.getLogger(__name__)

MOST_WAITING = 100
"""Texts that may wait; what comes on top is left out."""


@dataclass(frozen=True)
class _Line:
    task: Task
    asked: str
    source: str | None


class Speaker:
    """One avatar's tongue.

    That texts queue, and do not replace one another, is a guess by its predecessor.

    Args:
        face: Who speaks.
        voice: With which voice.
        rate: How fast.
        tasks: Where it is written down.
        think: Makes the answer to a text; nothing for none.
    """

    def __init__(
        self,
        face: Face,
        voice: VoiceSpec,
        rate: float,
        tasks: Tasks,
        think: Callable[[str], Awaitable[str]],
    ) -> None:
        self._face = face
        self._voice, self._rate = voice, rate
        self._tasks = tasks
        self._think = think
        self._lines: asyncio.Queue[_Line] = asyncio.Queue(MOST_WAITING)
        self._sources: dict[str, str | None] = {}
        self._working = asyncio.ensure_future(self._work())

    def say(self, text: str, source: str | None = None) -> None:
        """Say these words."""
        self._queue(text, source, talk=False)

    def answer(self, text: str, source: str | None = None) -> None:
        """Say what comes to mind at this."""
        self._queue(text, source, talk=True)

    def interrupt(self) -> None:
        """Fall silent, and forget what waits or is being thought of."""
        self._working.cancel()
        while not self._lines.empty():
            self._lines.get_nowait()
        self._tasks.silence()
        self._face.interrupt()
        self._working = asyncio.ensure_future(self._work())

    def source_of(self, task_id: str) -> str | None:
        """The `event_id` of the command that a task comes of."""
        return self._sources.get(task_id)

    def close(self) -> None:
        """Say no more."""
        self._working.cancel()

    def _queue(self, text: str, source: str | None, *, talk: bool) -> None:
        if not text or self._lines.full():
            return
        task = self._tasks.add(*(("talk", "") if talk else ("repeat", text)))
        self._sources[task.id] = source
        self._lines.put_nowait(_Line(task, text, source))

    async def _work(self) -> None:
        while True:
            line = await self._lines.get()
            try:
                await self._speak(line)
            except Exception:
                log.exception("a text could not be said")

    async def _speak(self, line: _Line) -> None:
        task = line.task
        if not task.text:
            task.text = await self._think(line.asked)
        if task.text:
            task.duration_ms = await self._face.speak(
                task.id, task.text, self._voice, self._rate
            )
