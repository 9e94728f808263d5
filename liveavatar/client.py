"""LiveAvatar's API, one method per call.

Source: docs.liveavatar.com, API reference (May 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from marshmallow import Schema

from errors import NotConfigured, NotFound
from liveavatar import paging, wire
from liveavatar.refusals import NAME, malformed, refusal
from upstream.http import Http, Reply
from upstream.transport import NO_HEADERS, Headers
from upstream.wire import read

Body = Mapping[str, Any]

TOKEN = wire.TokenSchema()
STARTED = wire.StartedSchema()
SESSION = wire.SessionSchema()
AVATAR = wire.AvatarSchema()
VOICE = wire.VoiceSchema()
CONTEXT = wire.NamedSchema()
CREDITS = wire.CreditsSchema()
PAGE = wire.PageSchema()

SUCCESS = 1000


class LiveavatarClient:
    """Calls LiveAvatar. Safe to share between threads.

    Every method raises UpstreamError when LiveAvatar fails, what
    `liveavatar.refusals` makes of a refusal, and NotConfigured without a way there.

    Args:
        http: Carries the account's key; None when this server has none.
    """

    def __init__(self, *, http: Http | None) -> None:
        self._http = http

    def token(self, body: Body) -> Body:
        """/v1/sessions/token: name a session, which costs nothing until its start.

        Returns:
            `{session_id, session_token}`.

        Raises:
            InvalidInput: Something in it is not of the right kind; whether ids exist
                is looked at no sooner than at the start.
        """
        return read(TOKEN, _data(self._post("/v1/sessions/token", body)), upstream=NAME)

    def start(self, session_token: str) -> Body:
        """/v1/sessions/start: begin it; it bills from here on.

        Returns:
            LiveAvatar's `data` as it came, checked for what leads into the room.

        Raises:
            InvalidInput: The token names an avatar, voice or context that is not there.
            LimitReached: The account has no session free.
        """
        reply = self._post("/v1/sessions/start", {}, _bearer(session_token))
        data = _data(reply)
        read(STARTED, data, upstream=NAME)
        return data

    def stop(self, session_id: str, *, reason: str = "", token: str = "") -> None:
        """/v1/sessions/stop: end it and its bill.

        Twice is harmless, but for a NotFound should LiveAvatar have forgotten it:
        what it says then is on no record.

        Args:
            session_id: Which session.
            reason: One of LiveAvatar's words for it, such as `USER_CLOSED`.
            token: The session's own; without it the account's key speaks for it.
        """
        body = {"session_id": session_id, **({"reason": reason} if reason else {})}
        self._post("/v1/sessions/stop", body, _bearer(token))

    def keep_alive(self, session_id: str, *, token: str = "") -> None:
        """/v1/sessions/keep-alive: reset its five minutes of silence."""
        body = {"session_id": session_id}
        self._post("/v1/sessions/keep-alive", body, _bearer(token))

    def sessions(self) -> Sequence[Body]:
        """/v1/sessions: the account's running sessions."""
        return self._all("/v1/sessions", SESSION, type="active")

    def session(self, session_id: str) -> Body:
        """/v1/sessions/{id}: one of them, running or over; `duration` in seconds."""
        data = self._read(_path_of(session_id))
        return read(SESSION, data, upstream=NAME)

    def transcript(self, session_id: str) -> Sequence[Body]:
        """/v1/sessions/{id}/transcript: all that was said until now, in order.

        Returns:
            `{role, transcript, absolute_timestamp, relative_timestamp}` each, the
            times as they came and None where there are none.
        """
        return paging.transcript(self._read, f"{_path_of(session_id)}/transcript")

    def erase_events(self, session_id: str) -> None:
        """/v1/sessions/{id}/events: erase what the cloud keeps of what was said."""
        _accepted(self._reach().delete(f"{_path_of(session_id)}/events"))

    def avatars(self) -> Sequence[Body]:
        """/v1/avatars/public and /v1/avatars: faces that can be used now."""
        found: dict[str, Body] = {}
        for path in ("/v1/avatars/public", "/v1/avatars"):
            for entry in self._all(path, AVATAR):
                if entry["status"] in ("", "ACTIVE") and not entry["is_expired"]:
                    found.setdefault(entry["id"], entry)
        return list(found.values())

    def avatars_page(self, page: int, page_size: int) -> Body:
        """/v1/avatars/public: one page, its `data` as it came."""
        query = urlencode({"page": page, "page_size": page_size})
        data = self._read(f"/v1/avatars/public?{query}")
        read(PAGE, data, upstream=NAME)
        return data

    def voices(self) -> Sequence[Body]:
        """/v1/voices: the public voices."""
        return self._all("/v1/voices", VOICE)

    def contexts(self) -> Iterator[Body]:
        """/v1/contexts: `{id, name}` of the account's contexts, read as they are used.

        Raises:
            Malformed: There are too many, which shows after the last that is given.
        """
        return paging.entries(self._read, "/v1/contexts", CONTEXT)

    def create_context(self, name: str, prompt: str, opening_text: str) -> str:
        """/v1/contexts: tell what an avatar's own model is to be; gives its id."""
        body = {"name": name, "prompt": prompt, "opening_text": opening_text}
        data = _data(self._post("/v1/contexts", body))
        context_id: str = read(CONTEXT, data, upstream=NAME)["id"]
        return context_id

    def credits_left(self) -> float:
        """/v1/users/credits: what the account has left."""
        data = self._read("/v1/users/credits")
        left: float = read(CREDITS, data, upstream=NAME)["credits_left"]
        return left

    def _all(self, path: str, schema: Schema, **query: str) -> Sequence[Body]:
        return [*paging.entries(self._read, path, schema, **query)]

    def _read(self, path: str) -> Body:
        return _data(self._get(path))

    def _get(self, path: str) -> Reply:
        return _accepted(self._reach().get(path))

    def _post(self, path: str, body: Body, headers: Headers = NO_HEADERS) -> Reply:
        return _accepted(self._reach().post(path, body, headers))

    def _reach(self) -> Http:
        if self._http is None:
            raise NotConfigured("This server has no LIVEAVATAR_API_KEY.")
        return self._http


def _path_of(session_id: str) -> str:
    """Where a session is.

    Raises:
        NotFound: The id would lead elsewhere: dots are steps even when escaped.
    """
    if session_id in ("", ".", ".."):
        raise NotFound("LiveAvatar knows no such session.")
    return f"/v1/sessions/{quote(session_id, safe='')}"


def _bearer(token: str) -> Headers:
    """A session's own token in the place of the account's key."""
    if not token:
        return NO_HEADERS
    return {"Authorization": f"Bearer {token}", "X-API-KEY": None}


def _accepted(reply: Reply) -> Reply:
    if not reply.ok:
        raise refusal(reply)
    if reply.body.get("code") != SUCCESS:
        raise malformed(f"answered {reply.status} without its code for success")
    return reply


def _data(reply: Reply) -> Body:
    data = reply.body.get("data")
    return data if isinstance(data, dict) else {}
