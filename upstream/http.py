"""One cloud's HTTP: pooled connections, bounded waits, errors of our own tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

from errors import Malformed, RateLimited, UpstreamError
from upstream.retry import RetryPolicy
from upstream.transport import (
    NO_HEADERS,
    Answer,
    Headers,
    Transport,
    as_upstream_error,
)


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How long to wait for a cloud, in seconds."""

    connect_s: float = 3.05
    read_s: float = 30.0


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A cloud's answer: its status, and its JSON object, not yet trusted."""

    status: int
    body: Mapping[str, Any]

    @property
    def ok(self) -> bool:
        """Whether the status is a success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


class Http:
    """Calls one cloud. Safe to share between threads.

    Args:
        name: Our word for the cloud, used in messages and logs.
        base_url: Everything before the path, without a trailing slash.
        headers: Sent with every call; the key goes here and nowhere else.
        sleep: How a retry waits; tests hand in their own.
        timeouts: Connect and read limits.
        retry: When a call may be made again.
    """

    def __init__(
        self,
        *,
        name: str,
        base_url: str,
        headers: Mapping[str, str],
        sleep: Callable[[float], object],
        timeouts: Timeouts | None = None,
        retry: RetryPolicy | None = None,
    ) -> None:
        self.name = name
        limits = timeouts or Timeouts()
        self._timeout = (limits.connect_s, limits.read_s)
        self._retry = retry or RetryPolicy()
        self._sleep = sleep
        self._transport = Transport(base_url=base_url.rstrip("/"), headers=headers)

    def get(self, path: str, headers: Headers = NO_HEADERS) -> Reply:
        """Read something; repeated where the policy allows.

        Args:
            path: Where.
            headers: For this call alone; None leaves out one that goes with all.

        Raises:
            UpstreamError: No usable answer, or one with a status of 429 or 5xx.
        """
        return self._call("GET", path, None, headers)

    def post(
        self, path: str, body: Mapping[str, Any], headers: Headers = NO_HEADERS
    ) -> Reply:
        """Do something; repeated only when it surely never arrived.

        Args:
            path: Where.
            body: What to send.
            headers: For this call alone; None leaves out one that goes with all.

        Raises:
            UpstreamError: No usable answer, or one with a status of 429 or 5xx.
        """
        return self._call("POST", path, json.dumps(body).encode(), headers)

    def delete(self, path: str) -> Reply:
        """Have something forgotten; repeated only when it surely never arrived.

        Raises:
            UpstreamError: No usable answer, or one with a status of 429 or 5xx.
        """
        return self._call("DELETE", path, None, NO_HEADERS)

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._transport.close()

    def _call(
        self, method: str, path: str, body: bytes | None, headers: Headers
    ) -> Reply:
        attempt = 1
        while True:
            try:
                return self._once(method, path, body, headers)
            except UpstreamError as error:
                wait_s = self._retry.wait_s(method, attempt, error)
                if wait_s is None:
                    raise
            self._sleep(wait_s)
            attempt += 1

    def _once(
        self, method: str, path: str, body: bytes | None, headers: Headers
    ) -> Reply:
        try:
            answer = self._transport.send(method, path, body, self._timeout, headers)
        except requests.RequestException as error:
            raise as_upstream_error(self.name, error) from None
        self._refuse_failures(answer)
        return Reply(status=answer.status, body=self._object(answer))

    def _refuse_failures(self, answer: Answer) -> None:
        status = answer.status
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(
                f"The {self.name} cloud is busy; please try again in a moment.",
                upstream=self.name,
                upstream_status=status,
                retry_after_s=_seconds(answer.headers.get("Retry-After")),
            )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UpstreamError(
                f"The {self.name} cloud has a problem of its own.",
                detail=f"{self.name} answered with status {status}",
                upstream=self.name,
                upstream_status=status,
            )

    def _object(self, answer: Answer) -> Mapping[str, Any]:
        try:
            body = json.loads(answer.content)
        except (ValueError, RecursionError):
            body = None
        if isinstance(body, dict):
            return body
        if answer.status >= HTTPStatus.BAD_REQUEST:
            return {}
        raise Malformed(
            f"The {self.name} cloud's answer could not be read.",
            detail=f"{self.name} answered {answer.status} without a JSON object",
            upstream=self.name,
            upstream_status=answer.status,
        )


def _seconds(header: str | None) -> float | None:
    """A Retry-After given in seconds; its date form is not used by these clouds."""
    return float(header) if header and header.isdecimal() else None
