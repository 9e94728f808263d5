"""LiveAvatar as an AvatarCloud: FULL sessions, in LiveKit rooms of their own.

Speech, interrupts and attention are data in the room, sent by this server's own seat
there; where LiveAvatar gives it none, they are left to the page, which has one too.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from errors import AppError, InvalidInput, NotFound, Unreachable, WrongState
from liveavatar.agents import Agents, Door
from liveavatar.client import LiveavatarClient
from liveavatar.minting import Minting, could_be_an_id
from liveavatar.refusals import NAME
from rooms.tokens import VIEWER, identity_of
from sessions.catalogue import Avatar, Voice
from sessions.model import CloudSession, Opened, SpokenTask
from sessions.order import SessionOrder

# Source: docs.liveavatar.com, "Keep session alive".
IDLE_TIMEOUT_S = 300.0
# None is documented; HeyGen's own, which this service has grown from.
TEXT_LIMIT = 1000
# Measured (bench/bench_liveavatar.py); no vendor promises a figure.
SOUND_AFTER_MS = 100.0
ROOM_URL, AGENT_TOKEN = "room_url", "agent_token"
"""What opens this server's seat in the room; see Session.cloud_keys."""
FREE, LITE = "liveavatar-free", "liveavatar-lite"
"""Tariffs beside that of FULL mode; see sessions.cost."""
IN_A_ROOM = (
    "This session is a LiveKit room. Join livekit_url with livekit_client_token, both"
    " from the answer to create, and start it without sdp."
)


class LiveavatarCloud:
    """The session core's words, said to LiveAvatar; see sessions.cloud.AvatarCloud.

    Args:
        client: Calls LiveAvatar.
        agents: This server's seats in the rooms.
        keys: The cloud_keys of a session, by LiveAvatar's id for it.
        avatar_id: Whose face where the order names none; else the first on the list.
        is_free: Whether to use LiveAvatar's own free sessions, which have one face.
    """

    name = NAME
    text_limit = TEXT_LIMIT
    idle_timeout_s = IDLE_TIMEOUT_S
    sound_after_ms = SOUND_AFTER_MS
    by_rooms = True

    def __init__(
        self,
        *,
        client: LiveavatarClient,
        agents: Agents,
        keys: Callable[[str], Mapping[str, str]],
        avatar_id: str = "",
        is_free: bool = False,
    ) -> None:
        self._client = client
        self._agents = agents
        self._keys = keys
        self._is_free = is_free
        self._minting = Minting(client, avatar_id=avatar_id, is_free=is_free)

    def open(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        """See AvatarCloud; a session bills from its start, not from its token."""
        try:
            return self._begun(order, named)
        except InvalidInput as error:
            if not self._minting.context_was_gone(order, error):
                raise
            return self._begun(order, named)

    def accept(
        self, cloud_session_id: str, answer: Mapping[str, str] | None
    ) -> Mapping[str, Any] | None:
        """See AvatarCloud; in a room there is nothing to be answered."""
        if answer is not None:
            raise WrongState(IN_A_ROOM)
        return None

    def candidate(
        self, cloud_session_id: str, candidate: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        """See AvatarCloud."""
        raise WrongState(IN_A_ROOM)

    def speak(self, cloud_session_id: str, text: str) -> SpokenTask:
        """See AvatarCloud; LiveAvatar tells no duration."""
        task_id = self._tell(cloud_session_id, "avatar.speak_text", text=text)
        return SpokenTask(task_id=task_id, text=text)

    def converse(self, cloud_session_id: str, text: str) -> SpokenTask:
        """See AvatarCloud; without a context LiveAvatar answers nobody."""
        task_id = self._tell(cloud_session_id, "avatar.speak_response", text=text)
        return SpokenTask(task_id=task_id, text="")

    def listen(self, cloud_session_id: str, *, attentive: bool) -> None:
        """See AvatarCloud."""
        verb = "start_listening" if attentive else "stop_listening"
        self._tell(cloud_session_id, f"avatar.{verb}")

    def interrupt(self, cloud_session_id: str) -> None:
        """See AvatarCloud."""
        self._tell(cloud_session_id, "avatar.interrupt")

    def keep_alive(self, cloud_session_id: str) -> None:
        """See AvatarCloud."""
        self._client.keep_alive(cloud_session_id)

    def close(self, cloud_session_id: str) -> Mapping[str, Any] | None:
        """See AvatarCloud."""
        try:
            self._client.stop(cloud_session_id, reason="USER_CLOSED")
        except NotFound:
            self._agents.leave(cloud_session_id)
            raise
        self._agents.leave(cloud_session_id)
        return None

    def forget(self, cloud_session_id: str) -> None:
        """See AvatarCloud."""
        with suppress(NotFound):  # it never began
            self._client.erase_events(cloud_session_id)

    def live(self) -> Sequence[CloudSession]:
        """See AvatarCloud; LiveAvatar lists started sessions only."""
        return [
            CloudSession(
                cloud_session_id=entry["id"],
                state="connected",
                created_at=_utc(entry["created_at"]),
            )
            for entry in self._client.sessions()
        ]

    def lasted_s(self, cloud_session_id: str) -> float | None:
        """See AvatarCloud."""
        entry = self._client.session(cloud_session_id)
        return float(entry["duration"]) if entry.get("end_at") else None

    def tariff_of(self, order: SessionOrder) -> str:
        """See AvatarCloud."""
        if self._is_free:
            return FREE
        return LITE if order.is_lite else self.name

    def has_ended(self, cloud_session_id: str) -> bool:
        """See AvatarCloud; a list in pages that grows shorter hides some."""
        try:
            return self.lasted_s(cloud_session_id) is not None
        except AppError as error:
            return isinstance(error, NotFound)

    def credits_left(self) -> float:
        """See AvatarCloud."""
        return self._client.credits_left()

    def could_have(self, name: str) -> bool:
        """See AvatarCloud."""
        return could_be_an_id(name)

    def avatars(self) -> Sequence[Avatar]:
        """See AvatarCloud."""
        return [
            Avatar(
                id=entry["id"],
                name=entry["name"],
                preview_url=entry.get("preview_url") or "",
                default_voice_id=(entry.get("default_voice") or {}).get("id") or "",
                created_at=_utc(entry.get("created_at")),
            )
            for entry in self._client.avatars()
        ]

    def voices(self) -> Sequence[Voice]:
        """See AvatarCloud."""
        return [
            Voice(
                id=entry["id"],
                name=entry["name"],
                language=entry.get("language") or "",
                gender=(entry.get("gender") or "").lower(),
            )
            for entry in self._client.voices()
        ]

    def _begun(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        minted = self._minting.minted(order)
        cloud_id = minted.session_id
        named(cloud_id)
        data = self._client.start(minted.token)
        keys = {VIEWER: identity_of(data["livekit_client_token"])}
        if data.get("livekit_agent_token"):
            keys[ROOM_URL] = data["livekit_url"]
            keys[AGENT_TOKEN] = data["livekit_agent_token"]
            self._agents.enter(cloud_id, Door(keys[ROOM_URL], keys[AGENT_TOKEN]))
        return Opened(cloud_session_id=cloud_id, data=_shown(data), keys=keys)

    def _tell(self, cloud_session_id: str, kind: str, **members: str) -> str:
        """Send a command into the room; returns its id, which its events carry."""
        event_id = str(uuid.uuid4())
        command = {
            "event_type": kind,
            "event_id": event_id,
            "session_id": cloud_session_id,
            **members,
        }
        # Where it cannot be sent from here, the page sends it: see `commands_by`.
        door = partial(self._door, cloud_session_id)
        try:
            self._agents.say(cloud_session_id, command, door)
        except Unreachable:
            if self.has_ended(cloud_session_id):
                raise NotFound("LiveAvatar has ended this session.") from None
            raise
        return event_id

    def _door(self, cloud_session_id: str) -> Door | None:
        keys = self._keys(cloud_session_id)
        if AGENT_TOKEN not in keys:
            return None
        return Door(keys[ROOM_URL], keys[AGENT_TOKEN])


def _shown(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a page needs: no seat but its own, and whether it is to send commands."""
    seated = bool(data.get("livekit_agent_token"))
    shown = {k: v for k, v in data.items() if k != "livekit_agent_token"}
    return {**shown, "commands_by": "server" if seated else "page"}


def _utc(iso: str | None) -> datetime | None:
    if not iso:
        return None
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
