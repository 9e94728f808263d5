"""What a realtime socket may ask of a session: speak this sound, be silent, listen."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.heygen.errors import HeygenError
from sandbox.heygen.faces import Sound
from sandbox.heygen.room_session import RoomSession

AUDIO_LIMIT = 1024 * 1024
"""Bytes of sound in one message. Source: HeyGen's audio-to-video guide."""

UTTERANCE_LIMIT = 10 * 60 * 24_000 * 2
"""Bytes of one utterance, ten minutes: a session is not longer by default."""

_STATES = {"new": "connecting"}


class Misfit(ValueError):
    """A message that cannot be followed; its text says why."""


class Realtime:
    """One bot that lends the avatar its voice.

    Args:
        session: Whose avatar it is.
        tell: Sends the bot a message.
    """

    def __init__(
        self, session: RoomSession, tell: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self._session = session
        self._tell = tell
        self._sounds: dict[str, Sound] = {}
        self._silenced: set[str] = set()
        self._events: dict[str, str] = {}
        self._lengths: dict[str, int] = {}
        self._buffer = b""

    def show_state(self, state: str) -> None:
        """Tell the bot what state the session is in."""
        shown = _STATES.get(state, state)
        self._tell({"type": "session.state_updated", "state": shown})

    def face_event(self, event: Mapping[str, Any]) -> None:
        """Tell the bot when its own utterances begin and end."""
        event_id = self._events.get(event["task_id"])
        if event_id is not None:
            begins = event["type"] == "avatar_start_talking"
            self._tell(
                {
                    "type": f"agent.speak_{'started' if begins else 'ended'}",
                    "event_id": event_id,
                    "task": {"id": event["task_id"]},
                }
            )

    def take(self, message: Mapping[str, Any]) -> None:
        """Follow one message.

        Raises:
            Misfit: It cannot be followed.
        """
        event_id = str(message.get("event_id") or "")
        try:
            self._follow(str(message.get("type")), event_id, message)
        except HeygenError as error:
            raise Misfit(error.message) from None

    def _follow(self, kind: str, event_id: str, message: Mapping[str, Any]) -> None:
        session = self._session
        if kind == "agent.speak":
            self._speak(event_id, _sound(message))
        elif kind == "agent.speak_end":
            self._finish(event_id)
        elif kind == "agent.interrupt":
            self._interrupt()
        elif kind in ("agent.start_listening", "agent.stop_listening"):
            session.listen(kind == "agent.start_listening")
        elif kind == "session.keep_alive":
            session.keep_alive()
        elif kind == "agent.audio_buffer_append":
            self._buffer = (self._buffer + _sound(message))[:UTTERANCE_LIMIT]
        elif kind == "agent.audio_buffer_clear":
            self._buffer = b""
        elif kind == "agent.audio_buffer_commit":
            more = _sound(message) if message.get("audio") else b""
            buffer, self._buffer = self._buffer + more, b""
            self._speak(event_id, buffer)
            self._finish(event_id)
        else:
            raise Misfit(f"unknown type: {kind[:50]}")

    def _speak(self, event_id: str, sound: bytes) -> None:
        if event_id in self._silenced:
            return
        if event_id not in self._sounds:
            task, self._sounds[event_id] = self._session.play()
            self._events[task.id] = event_id
            self._lengths[event_id] = 0
        self._session.touch()
        self._lengths[event_id] += len(sound)
        if self._lengths[event_id] > UTTERANCE_LIMIT:
            raise Misfit("an utterance must have at most ten minutes")
        self._sounds[event_id].append(sound)

    def _finish(self, event_id: str) -> None:
        self._silenced.discard(event_id)
        sound = self._sounds.pop(event_id, None)
        if sound is not None:
            sound.finish()

    def _interrupt(self) -> None:
        self._session.interrupt()
        # What is still on its way of these utterances is not to be heard any more.
        self._silenced |= set(self._sounds)
        self._sounds.clear()
        self._buffer = b""


def _sound(message: Mapping[str, Any]) -> bytes:
    try:
        sound = base64.b64decode(message.get("audio", ""), validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise Misfit("audio must be base64") from None
    if len(sound) > AUDIO_LIMIT:
        raise Misfit(f"audio must have at most {AUDIO_LIMIT} bytes")
    return sound
