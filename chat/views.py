"""The chat routes: the active persona greets, and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from flask import Response

from chat.asked import Asked
from chat.completion import Completion
from chat.schemas import ChatPromptSchema, ChatReplySchema
from chat.service import ChatService
from persona.model import Persona
from persona.prompt import greeting
from web import telling
from web.blueprint import Blueprint
from web.sse import Message

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
    def complete(body: Mapping[str, Any]) -> Answer | Response:
        """Answer the user in the active persona's style.

        With `Accept: text/event-stream`: a `sentence` event for each as soon as it is
        complete, then `done` with this answer, or `error` with the usual body.
        """
        history = chat.remembered(body["history"] or ())
        asked = Asked(persona=active_persona(), prompt=body["prompt"], history=history)
        messages = _told(Completion(chat, asked))
        if telling.is_wanted():
            return telling.told(messages)
        *_, done = messages
        return done.data

    return bp


def _told(completion: Completion) -> Iterator[Message]:
    said = []
    for index, sentence in enumerate(completion.sentences()):
        said.append(sentence)
        yield Message(name="sentence", data={"index": index, "text": sentence})
    answer = _spoken("AI response generated successfully", " ".join(said))
    warning = {"warning": asdict(completion.notice)} if completion.notice else {}
    yield Message(name="done", data={**answer, **warning})


def _spoken(message: str, text: str) -> Answer:
    return {"success": True, "message": message, "text": text}
