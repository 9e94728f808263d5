"""The building blocks of what we promise: schema bases, text fields, the error body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

TEXT_LIMIT = 2000


class LenientSchema(Schema):
    """Input of faces whose clients already exist: unknown fields are ignored."""

    class Meta:
        """Tell marshmallow to drop what it does not know."""

        unknown = EXCLUDE


class StrictSchema(Schema):
    """Input of new faces: an unknown field is a mistake worth naming."""

    class Meta:
        """Tell marshmallow to refuse what it does not know."""

        unknown = RAISE


class Text(fields.String):
    """Words of a person: trimmed, bounded, and safe to store and to send on.

    Args:
        limit: Most characters allowed.
        blank: Whether nothing at all is an answer.
    """

    def __init__(
        self, *, limit: int = TEXT_LIMIT, blank: bool = True, **kwargs: Any
    ) -> None:
        checks = [validate.Length(max=limit)]
        if not blank:
            checks.insert(0, validate.Length(min=1, error="May not be blank."))
        super().__init__(validate=checks, **kwargs)

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValidationError("Holds half of a character (a surrogate).") from None
        if "\x00" in text:
            raise ValidationError("Holds a NUL character.")
        return text


class SuccessSchema(Schema):
    """The first two keys of every answer that is not a bare object."""

    success = fields.Boolean(required=True, metadata={"example": True})
    message = fields.String(required=True, metadata={"description": "For people."})


class WarningSchema(Schema):
    """Why something else than a whole answer was said."""

    code = fields.String(
        required=True,
        metadata={"description": "`refused`, or the code of what failed."},
    )
    message = fields.String(required=True, metadata={"description": "For people."})


class ErrorSchema(Schema):
    """Every error of the persona, openai and docs faces."""

    success = fields.Boolean(required=True, metadata={"example": False})
    message = fields.String(required=True, metadata={"description": "For people."})
    error = fields.String(required=True, metadata={"description": "For developers."})
    code = fields.String(required=True, metadata={"description": "A stable word."})
    request_id = fields.String(
        required=True, metadata={"description": "The same as in the server's log."}
    )
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        data_key="fields",
        metadata={"description": "For bad input: reasons by dotted field name."},
    )
