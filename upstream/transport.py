"""The `requests` session of one cloud, and what its exceptions mean to us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import NewConnectionError

from errors import Malformed, TimedOut, Unreachable, UpstreamError

POOL_SIZE = 512


def pooled_session(base_url: str, headers: Mapping[str, str]) -> requests.Session:
    """A session that keeps its connections and does nothing per call but send.

    Left to itself, requests looks for proxies and a netrc file in the environment
    on every call, which costs as much as the rest of its work; we look once.
    """
    session = requests.Session()
    session.proxies.update(get_environ_proxies(base_url))
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update(headers)
    adapter = HTTPAdapter(pool_connections=2, pool_maxsize=POOL_SIZE)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


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
