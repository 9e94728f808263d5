"""Whose pages the proxy serves: told apart by their keys, which are kept nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

ID_HEX = 16


@dataclass(frozen=True, kw_only=True)
class Customer:
    """What is known of a customer; what is empty the server's own choices fill.

    Attributes:
        id: A part of its key's hash: good for logs and for the ledger.
        avatar_id: Whose face; a UUID of LiveAvatar.
        voice_id: Whose voice, if not the avatar's own.
        context_id: What LiveAvatar's model is to be.
        intro: The first words.
        origins: Hosts whose pages may use the key, sub-domains of them included.
        sessions: Most sessions at once; None for no limit.
        session_s: Longest session, in seconds; None for LiveAvatar's own limit.
    """

    id: str
    avatar_id: str = ""
    voice_id: str = ""
    context_id: str = ""
    intro: str = ""
    origins: tuple[str, ...] = ()
    sessions: int | None = None
    session_s: int | None = None

    def welcomes(self, address: str) -> bool:
        """Whether a page at that address may use the key; who is no page may."""
        host = host_of(address)
        return not host or not self.origins or is_within(host, self.origins)


class CustomerDirectory(Protocol):
    """Knows the customers."""

    def find(self, key: str) -> Customer:
        """The customer of a key.

        Raises:
            Unauthorized: It is nobody's.
            UpstreamError: Whoever knows cannot be asked.
        """
        ...


def digest(key: str) -> str:
    """What a key is told apart by, in hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()


def id_of(key: str) -> str:
    """The id of the customer of a key."""
    return digest(key)[:ID_HEX]


def host_of(address: str) -> str:
    """The host of an Origin or a Referer, in lower case; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_within(host: str, domains: Sequence[str]) -> bool:
    """Whether it is one of these, or below one."""
    plain = [domain.lower().strip().removeprefix("*.") for domain in domains]
    names = [host_of(one) or one for one in plain]
    return any(host == name or host.endswith(f".{name}") for name in names if name)
