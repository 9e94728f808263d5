"""HeyGen as an AvatarCloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from errors import Unreachable, UpstreamError
from heygen.client import HeygenClient
from heygen.orders import body_of
from heygen.refusals import NAME
from rooms.tokens import VIEWER, identity_of
from sessions.catalogue import Avatar, Voice
from sessions.model import CloudSession, Opened, SpokenTask
from sessions.order import SessionOrder

# Source: docs.heygen.com, "Interactive Avatar best practices".
IDLE_TIMEOUT_S = 120.0
# Source: GitHub HeyGen-Official/StreamingAvatar, issue 18.
TEXT_LIMIT = 1000
# Source: docs.heygen.com, "Remaining Quota".
QUOTA_PER_CREDIT = 60
# Measured (bench/bench_face.py); no vendor promises a figure.
SOUND_AFTER_MS = 100.0
SESSION_TOKEN = "session_token"
"""What opens the chat socket of a session in a room: the token that opened it."""


class HeygenCloud:
    """The session core's words, said to HeyGen; see sessions.cloud.AvatarCloud."""

    name = NAME
    text_limit = TEXT_LIMIT
    idle_timeout_s = IDLE_TIMEOUT_S
    sound_after_ms = SOUND_AFTER_MS
    by_rooms = False

    def __init__(self, *, client: HeygenClient) -> None:
        self._client = client

    def open(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        """See AvatarCloud; HeyGen names a session no sooner than it opens it."""
        token = self._token() if order.in_room else ""
        data = self._client.new(body_of(order), token)
        keys = {SESSION_TOKEN: token} if token else {}
        if token:
            keys[VIEWER] = identity_of(str(data.get("access_token") or ""))
        return Opened(cloud_session_id=data["session_id"], data=data, keys=keys)

    def _token(self) -> str:
        try:
            return self._client.create_token()
        except UpstreamError as error:
            if not error.in_doubt:
                raise
            # Whatever became of the token, no session was opened.
            words = "The heygen cloud gives no session token."
            raise Unreachable(words, upstream=NAME) from error

    def accept(
        self, cloud_session_id: str, answer: Mapping[str, str] | None
    ) -> Mapping[str, Any] | None:
        """See AvatarCloud."""
        return self._client.start(cloud_session_id, answer)

    def candidate(
        self, cloud_session_id: str, candidate: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        """See AvatarCloud; the end of candidates has no word in HeyGen's API."""
        if not candidate.get("candidate"):
            return None
        return self._client.ice(cloud_session_id, candidate)

    def speak(self, cloud_session_id: str, text: str) -> SpokenTask:
        """See AvatarCloud."""
        data = self._client.task(cloud_session_id, text, task_type="repeat")
        return SpokenTask(
            task_id=data["task_id"], text=text, duration_ms=data["duration_ms"]
        )

    def converse(self, cloud_session_id: str, text: str) -> SpokenTask:
        """See AvatarCloud; its duration is that of the answer, where HeyGen says."""
        data = self._client.task(cloud_session_id, text, task_type="talk")
        return SpokenTask(
            task_id=data["task_id"], text="", duration_ms=data["duration_ms"]
        )

    def listen(self, cloud_session_id: str, *, attentive: bool) -> None:
        """See AvatarCloud."""
        self._client.listen(cloud_session_id, attentive=attentive)

    def interrupt(self, cloud_session_id: str) -> None:
        """See AvatarCloud."""
        self._client.interrupt(cloud_session_id)

    def keep_alive(self, cloud_session_id: str) -> None:
        """See AvatarCloud."""
        self._client.keep_alive(cloud_session_id)

    def close(self, cloud_session_id: str) -> Mapping[str, Any] | None:
        """See AvatarCloud."""
        return self._client.stop(cloud_session_id)

    def forget(self, cloud_session_id: str) -> None:
        """See AvatarCloud; HeyGen keeps nothing that anybody could ask for."""

    def live(self) -> Sequence[CloudSession]:
        """See AvatarCloud."""
        return [
            CloudSession(
                cloud_session_id=entry["session_id"],
                state=entry["status"],
                created_at=_utc(entry["created_at"]),
            )
            for entry in self._client.sessions()
        ]

    def lasted_s(self, cloud_session_id: str) -> float | None:
        """See AvatarCloud."""
        return self._client.durations().get(cloud_session_id)

    def tariff_of(self, order: SessionOrder) -> str:
        """See AvatarCloud; HeyGen has one."""
        return self.name

    def has_ended(self, cloud_session_id: str) -> bool:
        """See AvatarCloud; HeyGen gives its list in one answer, which is whole."""
        return True

    def credits_left(self) -> float:
        """See AvatarCloud; HeyGen counts in sixtieths of a credit."""
        return self._client.quota() / QUOTA_PER_CREDIT

    def could_have(self, name: str) -> bool:
        """See AvatarCloud; HeyGen's ids have no shape of their own."""
        return True

    def avatars(self) -> Sequence[Avatar]:
        """See AvatarCloud; HeyGen's list may repeat itself, ours does not."""
        found = {
            entry["avatar_id"]: Avatar(
                id=entry["avatar_id"],
                name=entry["pose_name"] or entry["avatar_id"],
                preview_url=entry["normal_preview"] or "",
                default_voice_id=entry["default_voice"] or "",
                created_at=_utc(entry["created_at"]),
                is_public=entry["is_public"] is not False,
            )
            for entry in self._client.avatars()
            if (entry["status"] or "ACTIVE") == "ACTIVE"
        }
        return list(found.values())

    def voices(self) -> Sequence[Voice]:
        """See AvatarCloud; only the voices HeyGen marks as fit for live sessions."""
        return [
            Voice(
                id=entry["voice_id"],
                name=entry["name"] or entry["voice_id"],
                language=entry["language"] or "",
                gender=(entry["gender"] or "").lower(),
                preview_url=entry["preview_audio"] or "",
                has_pauses=bool(entry["support_pause"]),
                has_emotions=bool(entry["emotion_support"]),
            )
            for entry in self._client.voices()
            if entry["support_interactive_avatar"]
        ]


def _utc(unix_s: float | None) -> datetime | None:
    if unix_s is None:
        return None
    try:
        return datetime.fromtimestamp(unix_s, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None  # such as milliseconds; the session counts, its date does not
