"""/widget: a small page to talk with a customer's avatar, to be shown within theirs."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, request, send_from_directory

from errors import AppError
from liveavatar.callers import Callers, Given

NAME = "liveavatar_widget"


def create_blueprint(callers: Callers) -> Blueprint:
    """The page's route."""
    bp = Blueprint(NAME, __name__)

    @bp.get("/widget")
    def widget() -> Response:
        """Show the page; pages of other hosts than the customer's may not embed it."""
        g.frame_ancestors = _embedders(callers, request.args.get("key", ""))
        folder = current_app.static_folder or "static"
        return send_from_directory(folder, "widget.html")

    return bp


def _embedders(callers: Callers, key: str) -> str:
    try:
        origins = callers.customer(Given(key=key)).origins
    except AppError:
        return "'self'"  # the page itself says what is wrong with the key
    hosts = [host for name in origins for host in (name, f"*.{name}")]
    return " ".join(hosts) or "*"
