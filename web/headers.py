"""Response headers that keep the pages to themselves and the API out of caches."""

from __future__ import annotations

from flask import Flask, Response, request

# Media comes by WebRTC, which no directive governs; previews are the cloud's images.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Swagger UI styles its elements in place.
DOCS_POLICY = PAGE_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


def init_app(app: Flask) -> None:
    """Set them on every answer."""

    @app.after_request
    def protect(response: Response) -> Response:
        policy = DOCS_POLICY if request.endpoint == "docs" else PAGE_POLICY
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response
