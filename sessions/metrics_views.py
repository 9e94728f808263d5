"""/metrics: figures for Prometheus."""

from __future__ import annotations

from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST

from sessions.metrics import Metrics
from web.blueprint import Blueprint


def create_blueprint(metrics: Metrics) -> Blueprint:
    """The route over the figures."""
    bp = Blueprint("metrics", __name__, description="Figures for Prometheus.")

    @bp.route("/metrics")
    @bp.response(200, content_type="text/plain", description="Prometheus' text format.")
    def read() -> Response:
        """What runs, what it cost, and how soon replies are heard."""
        return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    return bp
