"""AvatarCloud: what the session core asks of any cloud that lends a talking face.

An adapter only translates: our words out, the cloud's answers in, and the cloud's
refusals onto the error tree. It keeps no state and retries nothing by itself.
Every method may raise UpstreamError and its children; the table names the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sessions.catalogue import Avatar, Voice
from sessions.model import CloudSession, Opened, SpokenTask
from sessions.order import SessionOrder


class AvatarCloud(Protocol):
    """One avatar cloud behind the session core."""

    @property
    def name(self) -> str:
        """Our name for it, such as `heygen`."""
        ...

    @property
    def idle_timeout_s(self) -> float:
        """Seconds without activity after which it ends a session by itself."""
        ...

    @property
    def text_limit(self) -> int:
        """Most characters in one task."""
        ...

    @property
    def sound_after_ms(self) -> float:
        """Milliseconds from a task's acceptance to its first sound, roughly."""
        ...

    @property
    def by_rooms(self) -> bool:
        """Whether all its sessions are LiveKit rooms, which know no SDP."""
        ...

    def open(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        """Create a session; it bills from here on.

        Args:
            order: What is wished for.
            named: Told the cloud's id for it, where the cloud gives one before the
                session can bill; should the rest get lost, it is ended by that.

        Raises:
            InvalidInput: The cloud knows no such avatar or voice.
            LimitReached: The account has no session free.
        """
        ...

    def accept(
        self, cloud_session_id: str, answer: Mapping[str, str] | None
    ) -> Mapping[str, Any] | None:
        """Start it with the browser's SDP answer; None where rooms are used.

        Args:
            cloud_session_id: The cloud's id for the session.
            answer: `{type, sdp}`, as the browser made it.

        Returns:
            The cloud's data as it came.

        Raises:
            InvalidInput: The cloud could not use the answer.
            WrongState: It is not waiting for an answer, or it is gone.
        """
        ...

    def candidate(
        self, cloud_session_id: str, candidate: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        """Hand over one ICE candidate of the browser (`RTCIceCandidate.toJSON()`)."""
        ...

    def speak(self, cloud_session_id: str, text: str) -> SpokenTask:
        """Queue `text`, at most `text_limit` characters, to be said word for word.

        Raises:
            WrongState: It is not connected, or it is gone.
        """
        ...

    def converse(self, cloud_session_id: str, text: str) -> SpokenTask:
        """Let the cloud's own model answer `text` aloud, at most `text_limit` long.

        Returns:
            The task, without its words: the cloud tells them to the viewer only.

        Raises:
            WrongState: It is not connected, or it is gone.
        """
        ...

    def listen(self, cloud_session_id: str, *, attentive: bool) -> None:
        """Have it look as if it listened, or no more."""
        ...

    def interrupt(self, cloud_session_id: str) -> None:
        """Silence it at once; harmless when it is silent."""
        ...

    def keep_alive(self, cloud_session_id: str) -> None:
        """Reset its idle countdown."""
        ...

    def close(self, cloud_session_id: str) -> Mapping[str, Any] | None:
        """End it and its bill.

        Raises:
            NotFound: The cloud knows it no more; for a caller, as good as closed.
        """
        ...

    def forget(self, cloud_session_id: str) -> None:
        """Erase what it keeps of what was said in a session, where it keeps any."""
        ...

    def live(self) -> Sequence[CloudSession]:
        """What the cloud itself says is running on our key."""
        ...

    def lasted_s(self, cloud_session_id: str) -> float | None:
        """Seconds an ended session lasted by the cloud's record; None when unknown."""
        ...

    def tariff_of(self, order: SessionOrder) -> str:
        """The name of the tariff by which such a session is billed; see Session."""
        ...

    def has_ended(self, cloud_session_id: str) -> bool:
        """Whether a session that was not on its list has ended; False if unknown."""
        ...

    def credits_left(self) -> float:
        """What the account has left."""
        ...

    def could_have(self, name: str) -> bool:
        """Whether an avatar or a voice may have this id there; told without a call."""
        ...

    def avatars(self) -> Sequence[Avatar]:
        """The faces that can hold a live session."""
        ...

    def voices(self) -> Sequence[Voice]:
        """The voices that can speak in a live session."""
        ...
