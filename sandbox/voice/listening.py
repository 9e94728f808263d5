"""Who listens to the microphones of a session."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

from sandbox.voice.hearing import Hearing

_EAR = "sandbox.voice.ear"


class Listening:
    """Makes an ear for each microphone.

    Args:
        hearing: Makes text of what it hears.
        began: Called when somebody speaks.
        ended: Called when they stop.
        understood: Called with what they said; nothing if it could not be made out.
    """

    def __init__(
        self,
        hearing: Hearing,
        began: Callable[[], None],
        ended: Callable[[], None],
        *,
        understood: Callable[[str], None],
    ) -> None:
        self._hearing = hearing
        self._told = {"began": began, "ended": ended, "understood": understood}

    async def ear(self, *, push_to_talk: bool = False) -> Any:
        """A new `Ear`."""
        # Loaded here and not above: numpy and av, that the start must not wait for.
        module = await asyncio.to_thread(importlib.import_module, _EAR)
        listener = module.Listener(**self._told)
        return module.Ear(self._hearing, listener, push_to_talk=push_to_talk)
