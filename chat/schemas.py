"""What the chat routes take and give."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from chat.model import ChatMessage, Role
from web.schemas import LenientSchema, StrictSchema, SuccessSchema, Text, WarningSchema

PROMPT_LIMIT = 4000
HISTORY_LIMIT = 100
SAID = ("user", "assistant")


class MessageSchema(StrictSchema):
    """Something that was said before."""

    role = fields.String(required=True, validate=validate.OneOf(SAID))
    content = Text(required=True, blank=False, limit=PROMPT_LIMIT)

    @post_load
    def as_message(self, data: dict[str, Any], **_: Any) -> ChatMessage:
        """As the model takes it."""
        return ChatMessage(Role(data["role"]), data["content"])


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
    history = fields.List(
        fields.Nested(MessageSchema),
        load_default=list,
        allow_none=True,
        validate=validate.Length(max=HISTORY_LIMIT),
        metadata={
            "description": "The conversation so far, oldest first; of a long one the"
            " newest part is used."
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
    warning = fields.Nested(WarningSchema)
