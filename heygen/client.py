"""HeyGen's streaming API, one method per call.

Source: docs.heygen.com reference pages "streaming.*", "List Avatars", "List Voices".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errors import Malformed, NotConfigured
from heygen import wire
from heygen.refusals import NAME, refusal
from upstream.http import Http, Reply
from upstream.transport import NO_HEADERS, Headers
from upstream.wire import read

Body = Mapping[str, Any]

TOKEN = wire.TokenSchema()
NEW = wire.NewSessionSchema()
TASK = wire.TaskSchema()
SESSIONS = wire.SessionListSchema()
HISTORY = wire.HistorySchema()
AVATARS = wire.AvatarListSchema()
QUOTA = wire.QuotaSchema()
VOICES = wire.VoiceListSchema()


class HeygenClient:
    """Calls HeyGen.

    Every method raises UpstreamError when HeyGen fails, what `heygen.refusals`
    makes of a refusal, and NotConfigured without a way there.

    Args:
        http: Carries the key; None when this server has none.
    """

    def __init__(self, *, http: Http | None) -> None:
        self._http = http

    def create_token(self) -> str:
        """streaming.create_token: what opens one session and its chat socket."""
        data = _data(self._post("/v1/streaming.create_token", {}))
        token: str = read(TOKEN, data, upstream=NAME)["token"]
        return token

    def new(self, body: Body, token: str = "") -> Body:
        """streaming.new: create a session.

        Args:
            body: What is wished for.
            token: Whose session it shall be; without it, the key's.

        Returns:
            HeyGen's `data` as it came; `session_id` is checked to be there.
        """
        bearer = {"Authorization": f"Bearer {token}", "X-Api-Key": None}
        headers = bearer if token else NO_HEADERS
        data = _data(self._post("/v1/streaming.new", body, headers))
        read(NEW, data, upstream=NAME)
        return data

    def start(self, session_id: str, answer: Body | None) -> Body | None:
        """streaming.start: hand over the SDP answer `{type, sdp}`."""
        body = {"session_id": session_id, **({"sdp": answer} if answer else {})}
        return _data_if_any(self._post("/v1/streaming.start", body))

    def ice(self, session_id: str, candidate: Body) -> Body | None:
        """streaming.ice: hand over one of the browser's ICE candidates."""
        body = {"session_id": session_id, "candidate": candidate}
        return _data_if_any(self._post("/v1/streaming.ice", body))

    def task(self, session_id: str, text: str, *, task_type: str) -> Body:
        """streaming.task: queue an utterance.

        Returns:
            `{task_id, duration_ms}`; the duration is None where HeyGen gave none.
        """
        body = {"session_id": session_id, "text": text, "task_type": task_type}
        reply = self._post("/v1/streaming.task", body)
        return read(TASK, _data(reply), upstream=NAME)

    def interrupt(self, session_id: str) -> None:
        """streaming.interrupt: stop the current speech."""
        self._post("/v1/streaming.interrupt", {"session_id": session_id})

    def listen(self, session_id: str, *, attentive: bool) -> None:
        """streaming.start_listening, streaming.stop_listening: look attentive."""
        name = "start_listening" if attentive else "stop_listening"
        self._post(f"/v1/streaming.{name}", {"session_id": session_id})

    def keep_alive(self, session_id: str) -> None:
        """streaming.keep_alive: reset the idle countdown."""
        self._post("/v1/streaming.keep_alive", {"session_id": session_id})

    def stop(self, session_id: str) -> Body | None:
        """streaming.stop: end the session and its bill."""
        return _data_if_any(
            self._post("/v1/streaming.stop", {"session_id": session_id})
        )

    def sessions(self) -> Sequence[Body]:
        """streaming.list: the account's live sessions."""
        data = _data(self._get("/v1/streaming.list"))
        found = read(SESSIONS, data, upstream=NAME)
        return list(found["sessions"])

    def durations(self) -> Mapping[str, float]:
        """/v2/streaming.list: seconds that past sessions lasted, newest first page.

        Its outer envelope is not confirmed anywhere, so both known forms are read.
        """
        body = self._get("/v2/streaming.list?page_size=100").body
        inner = body.get("data")
        page = inner if isinstance(inner, dict) else body
        found = read(HISTORY, page, upstream=NAME)["data"]
        return {entry["session_id"]: entry["duration"] for entry in found}

    def avatars(self) -> Sequence[Body]:
        """streaming/avatar.list: the faces for live sessions; may hold duplicates."""
        body = self._get("/v1/streaming/avatar.list").body
        return list(read(AVATARS, body, upstream=NAME)["data"])

    def voices(self) -> Sequence[Body]:
        """/v2/voices: every voice, for live sessions or not."""
        data = _data(self._get("/v2/voices"))
        return list(read(VOICES, data, upstream=NAME)["voices"])

    def quota(self) -> float:
        """/v2/user/remaining_quota: what the account has left; 60 are a credit."""
        data = _data(self._get("/v2/user/remaining_quota"))
        left: float = read(QUOTA, data, upstream=NAME)["remaining_quota"]
        return left

    def _get(self, path: str) -> Reply:
        return _accepted(self._reach().get(path))

    def _post(self, path: str, body: Body, headers: Headers = NO_HEADERS) -> Reply:
        return _accepted(self._reach().post(path, body, headers))

    def _reach(self) -> Http:
        if self._http is None:
            raise NotConfigured("This server has no HEYGEN_API_KEY.")
        return self._http


def _accepted(reply: Reply) -> Reply:
    if not reply.ok:
        raise refusal(reply)
    return reply


def _data_if_any(reply: Reply) -> Body | None:
    """Nothing in it is needed: what it is, beside a status, is not documented."""
    data = reply.body.get("data")
    return data if isinstance(data, dict) else None


def _data(reply: Reply) -> Body:
    data = reply.body.get("data")
    if not isinstance(data, dict):
        raise Malformed(
            "The heygen cloud's answer could not be read.",
            detail="heygen answered without usable data",
            upstream=NAME,
        )
    return data
