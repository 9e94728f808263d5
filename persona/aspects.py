"""Everything people say about a persona, as the routes and the file check it."""

from __future__ import annotations

from marshmallow import RAISE, fields

from persona.conduct import PolicySchema, variables
from persona.shapes import Texts, coded, plain, template
from web.schemas import LenientSchema


class EducationSchema(LenientSchema):
    """What the persona studied."""

    degree = template("Educational degree.")
    year = template("Year of study.")
    institution = template("Educational institution.")


class TechnicalSchema(LenientSchema):
    """What the persona works with."""

    languages = Texts("Programming languages.")
    web_stack = Texts("Web development stack.", data_key="webStack")
    projects = Texts("Project descriptions.")


class PersonalitySchema(LenientSchema):
    """How the persona talks and what moves it."""

    style = template("Communication style.")
    interests = Texts("Areas of interest.")
    goals = Texts("Current goals.")


class Aspects:
    """Everything people say about a persona, in the order they read it."""

    name = plain("Persona's name.", blank=False)
    title = template("What the persona is.")
    education = fields.Nested(EducationSchema, unknown=RAISE)
    technical = fields.Nested(TechnicalSchema, unknown=RAISE)
    personality = fields.Nested(PersonalitySchema, unknown=RAISE)
    traits = Texts("Personality traits.")
    greeting = template("First words; empty builds them from name and title.")
    goodbye = template("Last words, when a limit is about to end the session.")
    apology = template("Said when the model fails; empty builds one.")
    safe_line = template("Said in place of what the policy refuses; empty builds one.")
    instructions = template("Whatever else the model should heed.")
    policy = fields.Nested(PolicySchema, unknown=RAISE)
    variables = variables(unknown=RAISE)
    avatar_name = coded(
        "The cloud's avatar id.",
        r"[\w.:@+-]+",
        "May hold letters, digits and . _ - : @ + only.",
    )
    voice_id = coded(
        "The cloud's voice id.",
        r"[\w.:@+-]+",
        "May hold letters, digits and . _ - : @ + only.",
    )
    language = coded(
        "Language tag of the speech.",
        r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        "Must be a language tag such as en or pt-BR.",
    )
