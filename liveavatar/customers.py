"""The proxy's customers: who they are, what their avatar is like, where it may be."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from errors import Unauthorized

ID_LENGTH = 16
NO_HOST = "null"
"""What a browser calls a page that comes from no host."""
_HOST = re.compile(r"[a-z0-9._:-]+")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", re.I)


@dataclass(frozen=True, kw_only=True)
class Customer:
    """One customer; the key itself is not kept anywhere.

    Attributes:
        id: The beginning of the key's hash; it may be shown and logged.
        avatar_id: A UUID of LiveAvatar; nothing for the server's default.
        voice_id: Likewise; nothing for the avatar's own.
        context_id: Likewise; nothing for none.
        intro: The avatar's first words.
        origins: The hosts its pages may come from; none for anywhere.
        sessions: Most sessions at once; None for no limit of its own.
        session_s: Longest session, in seconds; None for no limit of its own.
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
        """Whether a page may use the key: its host or one above it is allowed.

        Args:
            address: The page's, as `Origin` or `Referer` tell it. One without a host,
                as a frame without rights sends, is a stranger's. Nothing at all comes
                from no page, but from somebody who holds the key.
        """
        if not self.origins or not address:
            return True
        host = "" if address == NO_HOST else host_of(address)
        return any(
            bool(host and allowed) and (host == allowed or host.endswith(f".{allowed}"))
            for allowed in self.origins
        )


class CustomerDirectory(Protocol):
    """Knows the customers by their keys."""

    def find(self, key: str) -> Customer:
        """The customer of a key.

        Raises:
            Unauthorized: Nobody has this key.
            UpstreamError: Whether somebody has it cannot be told now.
            StoreBroken: Likewise.
        """
        ...


def digest(key: str) -> str:
    """What is kept in the place of a key: its SHA-256, in hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def id_of(key: str) -> str:
    """The id of the customer of a key."""
    return id_of_digest(digest(key))


def id_of_digest(hashed: str) -> str:
    """The id of the customer whose key has this digest."""
    return hashed[:ID_LENGTH]


def stranger() -> Unauthorized:
    """The error for a key that nobody has."""
    return Unauthorized("This API key is not known here.")


def as_uuid(value: str) -> str:
    """A UUID with its dashes, in lower case; nothing where it is none."""
    return str(UUID(value)) if _UUID.fullmatch(value) else ""


def host_of(place: str) -> str:
    """The host of an origin, an address or a host written alone, in lower case.

    A port, a leading `*.` and a dot at the end are left out; a name in letters of
    other alphabets is given as browsers send it. Nothing where there is no host.
    """
    place = place.strip()
    try:
        host = urlsplit(place if "//" in place else f"//{place}").hostname or ""
        host = host.removeprefix("*.").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""
