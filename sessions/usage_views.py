"""/usage: what sessions cost, and what one would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sessions.bill import Bill
from sessions.usage import Usage
from sessions.usage_schemas import (
    BillQuery,
    BillSchema,
    EstimateQuery,
    EstimateSchema,
)
from web.blueprint import Blueprint


def create_blueprint(usage: Usage, *, cloud: str) -> Blueprint:
    """Routes over the sums; `cloud` is the one that sessions are opened at."""
    bp = Blueprint("usage", __name__, url_prefix="/usage", description="What it costs.")

    @bp.route("")
    @bp.arguments(BillQuery, location="query")
    @bp.response(200, BillSchema)
    @bp.fails(400)
    def bill(query: Mapping[str, Any]) -> Bill:
        """Sum what the sessions of some UTC days cost, running ones included.

        A session belongs to the day on which it was created.
        """
        return usage.bill(**query)

    @bp.route("/estimate")
    @bp.arguments(EstimateQuery, location="query")
    @bp.response(200, EstimateSchema)
    @bp.fails(400)
    def estimate(query: Mapping[str, Any]) -> Mapping[str, Any]:
        """Say what a session of so many minutes would cost, by its cloud's rule."""
        name = query["cloud"] or cloud
        tariff, cost = usage.estimate(name, query["minutes"] * 60)
        return {"cloud": name, "cost": cost, "tariff": tariff}

    return bp
