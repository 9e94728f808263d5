"""A persona as a context of LiveAvatar: made once for each version of it."""

from __future__ import annotations

import hashlib
import threading

from errors import InvalidInput, Rejected
from liveavatar.client import LiveavatarClient

NAME_HEX = 24


class Contexts:
    """Finds the context of a prompt, and makes it where there is none.

    Contexts cannot be told apart but by their names, which seem to have to be unique
    in an account; so a name is made of the texts themselves.

    Args:
        client: Calls LiveAvatar.
    """

    def __init__(self, client: LiveavatarClient) -> None:
        self._client = client
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def of(self, prompt: str, opening_text: str) -> str:
        """The id of the context that says just this.

        Args:
            prompt: What the avatar's model is told about itself.
            opening_text: What the avatar says first; may be empty.

        Raises:
            UpstreamError: LiveAvatar cannot be asked.
        """
        name = name_of(prompt, opening_text)
        with self._lock:  # of two who need it at once, one makes it
            if name not in self._known:
                found = self._found(name)
                self._known[name] = found or self._made(name, prompt, opening_text)
            return self._known[name]

    def forget(self, prompt: str, opening_text: str) -> None:
        """It is not there any more: somebody deleted it."""
        with self._lock:
            self._known.pop(name_of(prompt, opening_text), None)

    def _made(self, name: str, prompt: str, opening_text: str) -> str:
        try:
            return self._client.create_context(name, prompt, opening_text)
        except (InvalidInput, Rejected):
            # Another process may have been quicker.
            found = self._found(name)
            if found is None:
                raise
            return found

    def _found(self, name: str) -> str | None:
        matching = (one["id"] for one in self._client.contexts() if one["name"] == name)
        return next(matching, None)


def name_of(prompt: str, opening_text: str) -> str:
    """The name of the context of these texts."""
    digest = hashlib.sha256(f"{prompt}\0{opening_text}".encode()).hexdigest()
    return f"persona-{digest[:NAME_HEX]}"
