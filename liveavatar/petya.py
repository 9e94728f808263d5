"""Petya, the business back-end: who its customers are, and what was said with them.

Source: the service's own contract and its proxy's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from marshmallow import fields

from errors import Malformed, Rejected, Unauthorized
from upstream.http import Http, Reply
from upstream.wire import WireSchema, read

NAME = "petya"
UNKNOWN_KEY = "This API key is not known here."
API = "/api/v1"


class ConfigSchema(WireSchema):
    """/avatar/config; its avatarId is at times a name of another vendor's."""

    avatar_id = fields.String(data_key="avatarId", load_default="", allow_none=True)
    voice_id = fields.String(data_key="voiceId", load_default="", allow_none=True)
    context_id = fields.String(
        data_key="knowledgeBaseId", load_default="", allow_none=True
    )
    intro = fields.String(load_default="", allow_none=True)


class DomainsSchema(WireSchema):
    """`data` of /account/domain-allowlist."""

    allowed_domains = fields.List(fields.String(), load_default=list, allow_none=True)


CONFIG = ConfigSchema()
DOMAINS = DomainsSchema()


class PetyaClient:
    """Calls Petya.

    Args:
        http: Where it is.
        secret: Sent with deliveries as X-Avatar-Service-Secret, if there is one.
        token: Sent with them as a bearer's, if there is one.
    """

    def __init__(self, *, http: Http, secret: str = "", token: str = "") -> None:
        self._http = http
        self._service: dict[str, str] = {}
        if secret:
            self._service["X-Avatar-Service-Secret"] = secret
        if token:
            self._service["Authorization"] = f"Bearer {token}"

    def config(self, key: str) -> Mapping[str, str]:
        """`{avatar_id, voice_id, context_id, intro}` of a customer.

        Raises:
            Unauthorized: Petya does not know the key.
            UpstreamError: It cannot be asked.
        """
        reply = self._ask(f"{API}/avatar/config", key)
        found = read(CONFIG, reply.body, upstream=NAME)
        return {name: value or "" for name, value in found.items()}

    def allowed_domains(self, key: str) -> tuple[str, ...]:
        """Where a customer's pages may be; nothing for anywhere.

        Raises:
            Unauthorized: Petya does not know the key.
            UpstreamError: It cannot be asked.
        """
        reply = self._ask(f"{API}/account/domain-allowlist", key, may_miss=True)
        found = read(DOMAINS, reply.body.get("data") or {}, upstream=NAME)
        return tuple(found["allowed_domains"] or ())

    def status(
        self, conversation_id: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        """Tell that a conversation is over, and what was said in it."""
        self._deliver(conversation_id, "status", body, delivery_id)

    def message(
        self, conversation_id: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        """Tell one message: `{content, isFromUser}`."""
        self._deliver(conversation_id, "messages", body, delivery_id)

    def _ask(self, path: str, key: str, *, may_miss: bool = False) -> Reply:
        reply = self._http.get(path, {"X-Api-Key": key})
        if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Unauthorized(UNKNOWN_KEY)
        if may_miss and reply.status == HTTPStatus.NOT_FOUND:
            return reply
        if not reply.ok:
            raise _refused(reply)
        return reply

    def _deliver(
        self, conversation_id: str, what: str, body: Mapping[str, Any], delivery_id: str
    ) -> None:
        conversation = quote(conversation_id, safe="")
        path = f"{API}/avatar/conversations/{conversation}/{what}"
        # Whoever gets it twice can tell by this.
        headers = {**self._service, "Idempotency-Key": delivery_id}
        try:
            reply = self._http.post(path, body, headers)
        except Malformed as error:
            if error.upstream_status is None:
                raise
            return  # it took it, and its answer is of no use to anybody
        if not reply.ok:
            raise _refused(reply)


def _refused(reply: Reply) -> Rejected:
    return Rejected(
        "The business back-end refused the request.",
        detail=f"petya answered with status {reply.status}",
        upstream=NAME,
        upstream_status=reply.status,
    )
