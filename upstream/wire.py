"""The base of every cloud's wire schemas: tolerant of more, strict in what we use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError

from errors import Malformed


class WireSchema(Schema):
    """What a cloud sends; members we do not know are none of our business."""

    class Meta:
        """Tell marshmallow to drop what it does not know."""

        unknown = EXCLUDE


def read(schema: Schema, body: Any, *, upstream: str) -> dict[str, Any]:
    """Load `body`, or say which field is not what the cloud promised.

    Raises:
        Malformed: It does not fit; the detail names the fields, never values.
    """
    try:
        loaded: dict[str, Any] = schema.load(body if isinstance(body, Mapping) else {})
    except ValidationError as error:
        names = ", ".join(sorted(map(str, error.messages)))
        raise Malformed(
            f"The {upstream} cloud's answer could not be read.",
            detail=f"{upstream} answered without usable {names}",
            upstream=upstream,
        ) from None
    return loaded
