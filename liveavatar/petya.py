"""Petya's API, one method per call: what a customer is like, and what was said.

Source: the contract of the proxy and its back-end, and public code of both (2026).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from errors import InvalidInput, Malformed, Rejected
from liveavatar.customers import stranger
from liveavatar.petya_wire import AllowedSchema, ConfigSchema
from upstream.http import Http, Reply
from upstream.wire import read

NAME = "petya"
SECRET = "X-Avatar-Service-Secret"
DELIVERY = "Idempotency-Key"
CONFIG, ALLOWED = ConfigSchema(), AllowedSchema()
NOT_LET_IN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
CLIMBING = {".", ".."}
"""What would lead out of the path, however it is quoted."""


class PetyaClient:
    """Calls Petya. Safe to share between threads.

    Every method raises UpstreamError when Petya fails, Rejected among them when it
    refuses.

    Args:
        http: The way there, without any credential.
        secret: Sent with deliveries as `X-Avatar-Service-Secret`, if there is one.
        token: Sent with them as a bearer's, if there is one; both where both are set.
    """

    def __init__(self, *, http: Http, secret: str = "", token: str = "") -> None:
        self._http = http
        self._service: dict[str, str] = {}
        if secret:
            self._service[SECRET] = secret
        if token:
            self._service["Authorization"] = f"Bearer {token}"

    def config(self, key: str) -> Mapping[str, str]:
        """/api/v1/avatar/config: what a customer's avatar is like.

        Returns:
            `{avatar_id, voice_id, context_id, intro}`, each as it came, empty where
            Petya has none.

        Raises:
            Unauthorized: Petya does not know the key.
        """
        reply = self._of_customer("/api/v1/avatar/config", key)
        found = read(CONFIG, _accepted(reply).body, upstream=NAME)
        return {name: value or "" for name, value in found.items()}

    def allowed_domains(self, key: str) -> Sequence[str]:
        """/api/v1/account/domain-allowlist: where a customer's widget may be.

        Returns:
            The domains as they came; none for anywhere, as with a Petya that has no
            such list.

        Raises:
            Unauthorized: Petya does not know the key.
        """
        reply = self._of_customer("/api/v1/account/domain-allowlist", key)
        if reply.status == HTTPStatus.NOT_FOUND:
            return ()
        data = _accepted(reply).body.get("data")
        return read(ALLOWED, data, upstream=NAME)["allowed_domains"] or ()

    def status(
        self, conversation_id: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        """.../conversations/{id}/status: how a conversation ended.

        Args:
            conversation_id: Petya's id of it.
            body: `{sessionId, status, transcript, duration?}`.
            delivery_id: The same each time it is sent.

        Raises:
            InvalidInput: No conversation can have this id.
        """
        self._deliver("status", conversation_id, body, delivery_id)

    def message(
        self, conversation_id: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        """.../conversations/{id}/messages: one thing that was said.

        Args:
            conversation_id: Petya's id of it.
            body: `{content, isFromUser}`.
            delivery_id: The same each time it is sent.

        Raises:
            InvalidInput: No conversation can have this id.
        """
        self._deliver("messages", conversation_id, body, delivery_id)

    def _of_customer(self, path: str, key: str) -> Reply:
        # What no header can carry is nobody's key.
        if not (key.isascii() and key.isprintable() and key.strip() == key != ""):
            raise stranger()
        reply = self._http.get(path, {"X-Api-Key": key})
        if reply.status in NOT_LET_IN:
            raise stranger()
        return reply

    def _deliver(
        self, what: str, conversation_id: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        path = f"/api/v1/avatar/conversations/{_segment(conversation_id)}/{what}"
        headers = {**self._service, DELIVERY: delivery_id}
        try:
            reply = self._http.post(path, body, headers)
        except Malformed as error:
            # It has been taken; what an answer says beyond that is not promised.
            status = error.upstream_status or 0
            if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
                return
            raise
        _accepted(reply)


def _segment(conversation_id: str) -> str:
    try:
        if conversation_id and conversation_id not in CLIMBING:
            return quote(conversation_id, safe="")
    except UnicodeEncodeError:
        pass
    raise InvalidInput("No conversation can have this id.")


def _accepted(reply: Reply) -> Reply:
    if reply.ok:
        return reply
    sentence = "Petya refused the request."
    if reply.status in NOT_LET_IN:
        sentence = (
            "Petya refused this server."
            " Check AVATAR_SERVICE_SECRET and PETYA_AUTH_TOKEN."
        )
    raise Rejected(
        sentence,
        detail=f"Petya answered with status {reply.status}",
        upstream=NAME,
        upstream_status=reply.status,
    )
