"""Response headers that keep the pages to themselves and the API out of caches."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

# Media comes by WebRTC, which no directive governs; previews are the cloud's images.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src {}; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NO_FRAMES = "frame-ancestors 'none'"
# Swagger UI styles its elements in place.
DOCS_POLICY = PAGE_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
# Source: HeyGen's answers name `wss://heygen-<word>.livekit.cloud`, and livekit-client
# asks the same host by https for the nearest region and for why it was refused.
LIVEKIT_CLOUD = ("wss://*.livekit.cloud", "https://*.livekit.cloud")
TO_PLAIN = {"https": "https", "http": "http", "wss": "https", "ws": "http"}


def room_sources(cloud_url: str, livekit_url: str = "") -> tuple[str, ...]:
    """Where a page may have to go for the LiveKit rooms of its sessions.

    Args:
        cloud_url: The avatar cloud's base URL. One on this machine has its rooms at
            its own address; any other one has them at LiveKit's cloud.
        livekit_url: A LiveKit server of the owner's own, if any.
    """
    own = _origins(livekit_url) if livekit_url else ()
    here = _is_here(urlsplit(cloud_url).hostname or "")
    return (*own, *(_origins(cloud_url) if here else LIVEKIT_CLOUD))


def init_app(app: Flask, rooms: Sequence[str] = ()) -> None:
    """Set them on every answer.

    A view whose page may be shown within others sets `g.frame_ancestors` to those.

    Args:
        app: The app.
        rooms: What its page may connect to beside it; see `room_sources`.
    """
    page_policy = PAGE_POLICY.format(" ".join(("'self'", *rooms)))
    docs_policy = DOCS_POLICY.format("'self'")

    @app.after_request
    def protect(response: Response) -> Response:
        policy = docs_policy if request.endpoint == "docs" else page_policy
        if "frame_ancestors" in g:
            policy = policy.replace(NO_FRAMES, f"frame-ancestors {g.frame_ancestors}")
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _origins(url: str) -> tuple[str, str]:
    """The address for sockets and for plain requests; no name or password of it."""
    parts = urlsplit(url)
    plain = f"{TO_PLAIN[parts.scheme]}://{parts.netloc.rpartition('@')[2]}"
    return plain.replace("http", "ws", 1), plain


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
