"""How bytes reach one cloud through `requests`, and what its exceptions mean to us."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from errors import Malformed, TimedOut, Unreachable, UpstreamError

POOL_SIZE = 512
CHUNK = 65536
PREPARED = 64
"""Addresses kept prepared: more than are fixed, as some hold an id used once."""
ANSWER_LIMIT = 8 * 1024 * 1024


Headers = Mapping[str, str | None]
NO_HEADERS: Headers = {}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A cloud's answer, read whole.

    Attributes:
        status: The HTTP status.
        headers: By name, whatever the case.
        content: The body's bytes.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport:
    """Pooled connections to one cloud, with all that can be settled, settled once.

    `requests.Session.request` looks up proxies, certificates and a netrc file, merges
    settings and handles cookies and redirects on every call, which costs more than
    the call itself. None of it changes between our calls to one cloud, and we want no
    cookies and no redirects, so requests are prepared once per address and go straight
    to the adapter (bench/bench_relay.py).

    Args:
        base_url: Everything before the path.
        headers: Sent with every call.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        *,
        base_url: str,
        headers: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base_url = base_url
        self._clock = clock
        self._session = requests.Session()
        self._session.headers.update(headers)
        settings = self._session.merge_environment_settings(
            base_url, {}, False, True, None
        )
        self._proxies = settings["proxies"]
        self._verify = settings["verify"] or False
        self._session.trust_env = False
        self._adapter = HTTPAdapter(pool_connections=2, pool_maxsize=POOL_SIZE)
        self._prepared = lru_cache(PREPARED)(self._prepare)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        timeout: tuple[float, float],
        headers: Headers = NO_HEADERS,
    ) -> Answer:
        """Send and read the whole answer.

        Args:
            method: `GET` or `POST`.
            path: Where; those in use most lately are kept prepared.
            body: The bytes to send, if any.
            timeout: Seconds to connect, and to wait for the answer; one that drips
                in byte by byte is given up after the same time.
            headers: For this call alone; None leaves out one that goes with all.

        Raises:
            requests.RequestException: See `as_upstream_error`.
        """
        request = self._prepared(method, path).copy()
        if body is not None:
            request.body = body
            request.headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            if value is None:
                request.headers.pop(name, None)
            else:
                request.headers[name] = value
        response = self._adapter.send(
            request,
            stream=True,
            timeout=timeout,
            verify=self._verify,
            proxies=self._proxies,
        )
        content = self._read(response, self._clock() + timeout[1])
        return Answer(
            status=response.status_code, headers=response.headers, content=content
        )

    def _read(self, response: requests.Response, deadline: float) -> bytes:
        parts = []
        size = 0
        for part in response.iter_content(CHUNK):
            size += len(part)
            if size > ANSWER_LIMIT or self._clock() > deadline:
                response.close()
                raise requests.ReadTimeout("an answer without end")
            parts.append(part)
        return b"".join(parts)

    def close(self) -> None:
        """Let go of the pooled connections."""
        self._adapter.close()

    def _prepare(self, method: str, path: str) -> requests.PreparedRequest:
        return self._session.prepare_request(
            requests.Request(method, self._base_url + path)
        )


def as_upstream_error(name: str, error: requests.RequestException) -> UpstreamError:
    """Which of our errors a `requests` exception is.

    What decides is whether the cloud can have acted: never reached (Unreachable,
    safe to repeat), perhaps (TimedOut), or answered in a way we cannot read.
    """
    if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
        return Unreachable(f"The {name} cloud cannot be reached.", upstream=name)
    if isinstance(error, requests.Timeout):
        return TimedOut(f"The {name} cloud took too long to answer.", upstream=name)
    broken = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
    if isinstance(error, broken):
        return TimedOut(f"The connection to the {name} cloud broke off.", upstream=name)
    return Malformed(f"The {name} cloud's answer could not be read.", upstream=name)


def _never_connected(error: requests.RequestException) -> bool:
    unsent = (
        requests.exceptions.ProxyError,
        requests.exceptions.SSLError,
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.MissingSchema,
    )
    return isinstance(error, unsent) or any(
        isinstance(cause, NewConnectionError) for cause in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what urllib3 wrapped into it, as `reason` or first argument."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        inner = getattr(seen, "reason", None) or next(iter(seen.args), None)
        seen = inner if isinstance(inner, BaseException) else None
