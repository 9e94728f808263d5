"""A persona as a context of LiveAvatar: made once for each version of it."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections import OrderedDict

from errors import InvalidInput, Malformed, Rejected
from liveavatar.client import LiveavatarClient

NAME_HEX = 24
KNOWN = 1000
"""How many are remembered: with variables, each visitor's may be another."""
QUEUES = 16
"""In how many they are made at the same time."""


class Contexts:
    """Makes the context of a prompt, and finds it where there is one.

    Contexts cannot be told apart but by their names, which seem to have to be unique
    in an account; so a name is made of the texts themselves. Whether there is one shows
    in the making: to look for it first would be to read the whole list, which grows.

    Args:
        client: Calls LiveAvatar.
    """

    def __init__(self, client: LiveavatarClient) -> None:
        self._client = client
        self._known: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()
        self._queues = [threading.Lock() for _ in range(QUEUES)]

    def of(self, prompt: str, opening_text: str) -> str:
        """The id of the context that says just this.

        Args:
            prompt: What the avatar's model is told about itself.
            opening_text: What the avatar says first; may be empty.

        Raises:
            UpstreamError: LiveAvatar cannot be asked.
        """
        name = name_of(prompt, opening_text)
        with self._queues[int(name[-1], 16)]:  # of two who need it, one makes it
            known = self._remembered(name)
            if known is None:
                known = self._made(name, prompt, opening_text)
                self._remember(name, known)
            return known

    def forget(self, prompt: str, opening_text: str) -> None:
        """It is not there any more: somebody deleted it."""
        with self._lock:
            self._known.pop(name_of(prompt, opening_text), None)

    def _made(self, name: str, prompt: str, opening_text: str) -> str:
        try:
            return self._client.create_context(name, prompt, opening_text)
        except (InvalidInput, Rejected):
            # Another process may have made it, or this server before it began anew.
            try:
                found = self._found(name)
            except Malformed:  # such as by a list that is too long to be read
                other_name = f"{name}-{uuid.uuid4().hex[:8]}"
                return self._client.create_context(other_name, prompt, opening_text)
            if found is None:
                raise
            return found

    def _found(self, name: str) -> str | None:
        matching = (one["id"] for one in self._client.contexts() if one["name"] == name)
        return next(matching, None)

    def _remembered(self, name: str) -> str | None:
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
            return self._known.get(name)

    def _remember(self, name: str, context_id: str) -> None:
        with self._lock:
            self._known[name] = context_id
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)


def name_of(prompt: str, opening_text: str) -> str:
    """The name of the context of these texts."""
    digest = hashlib.sha256(f"{prompt}\0{opening_text}".encode()).hexdigest()
    return f"persona-{digest[:NAME_HEX]}"
