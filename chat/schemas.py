"""What the chat routes take and give."""

from __future__ import annotations

from marshmallow import fields

from web.schemas import LenientSchema, SuccessSchema, Text

PROMPT_LIMIT = 4000


class ChatPromptSchema(LenientSchema):
    """What the user says to the active persona."""

    prompt = Text(
        required=True,
        blank=False,
        limit=PROMPT_LIMIT,
        metadata={
            "description": "The user's words.",
            "example": "What are you working on?",
        },
    )


class ChatReplySchema(SuccessSchema):
    """The active persona's words."""

    text = fields.String(
        required=True,
        metadata={
            "description": "Ready to be spoken: no markdown, links or emoji.",
            "example": "A glove that reads sign language letters aloud!",
        },
    )
