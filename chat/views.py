"""The chat routes: the active persona greets, and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.schemas import ChatPromptSchema, ChatReplySchema
from chat.service import ChatService
from persona.model import Persona
from persona.prompt import greeting
from web.blueprint import Blueprint

Answer = Mapping[str, object]


def create_blueprint(
    *, chat: ChatService, active_persona: Callable[[], Persona]
) -> Blueprint:
    """Build the chat routes.

    Args:
        chat: Who answers.
        active_persona: Reads the persona to answer as, anew for every request.
    """
    bp = Blueprint("openai", __name__, description="What the active persona answers.")

    @bp.route("/openai", methods=["POST"])
    @bp.response(200, ChatReplySchema)
    def initialize() -> Answer:
        """Start a conversation: the active persona's greeting."""
        text = greeting(active_persona())
        return _spoken("AI service initialized successfully", text)

    @bp.route("/openai/complete", methods=["POST"])
    @bp.once()
    @bp.arguments(ChatPromptSchema)
    @bp.response(200, ChatReplySchema)
    @bp.fails(400, 413, 502, 503, 504)
    def complete(asked: Mapping[str, str]) -> Answer:
        """Answer the user in the active persona's style."""
        text = chat.reply(active_persona(), asked["prompt"])
        return _spoken("AI response generated successfully", text)

    return bp


def _spoken(message: str, text: str) -> Answer:
    return {"success": True, "message": message, "text": text}
