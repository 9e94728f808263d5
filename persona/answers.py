"""What the persona routes give; schemas.py has what they accept."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_dump

from persona.aspects import Aspects
from web.schemas import SuccessSchema

OPTIONAL = (
    "greeting",
    "goodbye",
    "apology",
    "safe_line",
    "instructions",
    "policy",
    "variables",
    "avatar_name",
    "voice_id",
    "language",
)


class BarePersonaSchema(Aspects, Schema):
    """The persona as the first clients know it; optional fields only when set."""

    @post_dump
    def drop_unset(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out the optional fields that hold nothing."""
        return {k: v for k, v in data.items() if k not in OPTIONAL or _holds(v)}


def _holds(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)


class PersonaSchema(BarePersonaSchema):
    """A persona in the collection: the bare one, its id, and whether it is active."""

    id = fields.String(metadata={"readOnly": True})
    active = fields.Boolean(metadata={"readOnly": True})


_IGNORED = {"description": "Dotted names of fields that were given but not applied."}


class DetailsWrittenSchema(SuccessSchema):
    """Answer of `POST /persona`."""

    persona = fields.Nested(BarePersonaSchema)
    ignored = fields.List(fields.String(), metadata=_IGNORED)


class ConfigWrittenSchema(SuccessSchema):
    """Answer of `POST /persona/update`."""

    data = fields.Nested(BarePersonaSchema)
    ignored = fields.List(fields.String(), metadata=_IGNORED)


class PersonaWrittenSchema(SuccessSchema):
    """Answer of the routes that write one persona of the collection."""

    data = fields.Nested(PersonaSchema)


class RemovedSchema(Schema):
    """Which persona is gone, and which one is active now."""

    id = fields.String()
    active = fields.String(metadata={"description": "Id of the active persona."})


class PersonaRemovedSchema(SuccessSchema):
    """Answer of `DELETE /personas/<id>`."""

    data = fields.Nested(RemovedSchema)


class PromptSchema(Schema):
    """The system prompt as the model will see it."""

    prompt = fields.String()
