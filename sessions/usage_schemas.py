"""What the usage routes promise: spans of days in, bills and estimates out."""

from __future__ import annotations

from datetime import date

from marshmallow import Schema, fields, validate

from sessions.bill import By
from web.schemas import StrictSchema, Text

CLOUD_LIMIT = 100
DAYS = validate.Range(date(2000, 1, 1), date(2199, 12, 31))


class BillQuery(StrictSchema):
    """Which days, by UTC, and what the lines are about."""

    first = fields.Date(
        data_key="from",
        load_default=None,
        validate=DAYS,
        metadata={"description": "First day; without it, the month's first."},
    )
    last = fields.Date(
        data_key="to",
        load_default=None,
        validate=DAYS,
        metadata={"description": "Last day, which counts; without it, today."},
    )
    by = fields.Enum(By, by_value=True, load_default=By.DAY)


class TotalSchema(Schema):
    """Some sessions together."""

    sessions = fields.Integer()
    seconds = fields.Float(attribute="cost.duration_s")
    credits = fields.Float(attribute="cost.credits")
    money = fields.Float(attribute="cost.money")


class LineSchema(TotalSchema):
    """Those of one day, persona or cloud."""

    key = fields.String(metadata={"description": "Which day, persona or cloud."})


class BillSchema(Schema):
    """What the sessions that were created in a span of days have cost."""

    first = fields.Date(data_key="from")
    last = fields.Date(data_key="to")
    by = fields.Enum(By, by_value=True)
    currency = fields.String(attribute="total.cost.currency")
    lines = fields.List(fields.Nested(LineSchema))
    total = fields.Nested(TotalSchema)


class EstimateQuery(StrictSchema):
    """A session that might be."""

    minutes = fields.Float(
        required=True, validate=validate.Range(0, 1440, min_inclusive=False)
    )
    cloud = Text(limit=CLOUD_LIMIT, load_default="")


class TariffSchema(Schema):
    """How a cloud turns seconds into credits."""

    credits_per_minute = fields.Float()
    minimum_s = fields.Float()
    step_s = fields.Float()


class EstimateSchema(Schema):
    """What that session would cost."""

    cloud = fields.String()
    seconds = fields.Float(attribute="cost.duration_s")
    credits = fields.Float(attribute="cost.credits")
    money = fields.Float(attribute="cost.money")
    currency = fields.String(attribute="cost.currency")
    tariff = fields.Nested(TariffSchema)
