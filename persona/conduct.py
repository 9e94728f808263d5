"""What a persona may not say and what a session fills in, as the routes check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import (
    EXCLUDE,
    RAISE,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from persona.model import Topic, Variable
from persona.placeholders import NAME
from persona.shapes import Named, Texts, Unknown
from persona.variables import value_problems
from web.schemas import LenientSchema, Text

MOST_WORDS = 500
MOST_TOPICS = 50
MOST_VARIABLES = 20
VALUE_LIMIT = 2000
_MATCHES = (
    "Whole words and phrases, whatever their case, accents and punctuation; `elect*`"
    " stands for any ending."
)


def _check_word(word: str) -> None:
    if word and not any(map(str.isalnum, word)):
        raise ValidationError("Must hold a letter or a digit.")
    if "*" in word[:-1]:
        raise ValidationError("May have a * at its end only.")


def _words() -> Texts:
    word = Text(blank=False, limit=100)
    word.validators.append(_check_word)
    return Texts(_MATCHES, kind=word, most=MOST_WORDS)


def _variable_name() -> Text:
    name = Text(
        required=True,
        metadata={
            "description": "What stands between the braces: {{child_name}}.",
            "example": "child_name",
        },
    )
    error = "Must be like child_name: small letters, digits and _, at most 40."
    name.validators.append(validate.Regexp(rf"{NAME}\Z", error=error))
    return name


class TopicSchema(LenientSchema):
    """Something the persona keeps out of."""

    name = Text(
        required=True,
        blank=False,
        limit=60,
        metadata={"description": "Told where something is refused."},
    )
    words = _words()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Topic:
        """Make the value of the model."""
        return Topic(**data)


class PolicySchema(LenientSchema):
    """What the persona neither says nor answers."""

    words = _words()
    topics = Named(
        TopicSchema, "What it keeps out of.", most=MOST_TOPICS, unknown=RAISE
    )


class LenientPolicySchema(PolicySchema):
    """The same from clients who may know more than we do."""

    topics = Named(
        TopicSchema, "What it keeps out of.", most=MOST_TOPICS, unknown=EXCLUDE
    )


class VariableSchema(LenientSchema):
    """A text that is filled in for one session."""

    name = _variable_name()
    description = Text(metadata={"description": "For the person who fills it in."})
    required = fields.Boolean(
        truthy={True},
        falsy={False},
        metadata={
            "description": "Whether there is no session without it.",
            "default": False,
        },
    )
    default = Text(
        limit=VALUE_LIMIT,
        metadata={"description": "Used when none is given; empty fills nothing in."},
    )
    limit = fields.Integer(
        strict=True,
        validate=validate.Range(1, VALUE_LIMIT, error="Must be 1 to {max}."),
        metadata={"description": "Most characters of a value.", "default": 200},
    )

    @validates_schema
    def check_default(self, data: Mapping[str, Any], **_: Any) -> None:
        """Hold the default against what a value must be."""
        default = data.get("default", "")
        problems = value_problems(default, data.get("limit", Variable.limit))
        if default and data.get("required"):
            problems.append("A required variable has no use for one.")
        if default and problems:
            raise ValidationError({"default": problems})

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Variable:
        """Make the value of the model."""
        return Variable(**data)


def variables(*, unknown: Unknown) -> Named:
    """The field for all variables of a persona."""
    return Named(
        VariableSchema,
        "What a session fills in where {{name}} stands.",
        most=MOST_VARIABLES,
        unknown=unknown,
    )
