"""What the tests ask a model, and the two ways to ask it."""

from __future__ import annotations

from chat.model import ChatMessage, Role

PATH = "/openai/v1/chat/completions"
KEY = "sk-very-secret-key"
QUESTION = "What do you do all day?"
MESSAGES = [
    ChatMessage(Role.SYSTEM, "Name: Maya\nInterests: night trains"),
    ChatMessage(Role.USER, QUESTION),
]
EVENT_STREAM = {"Content-Type": "text/event-stream"}


def whole(client):
    """The reply, asked for as a whole."""
    return client.complete(MESSAGES)


def streamed(client):
    """The reply, put together from its deltas."""
    with client.stream(MESSAGES) as stream:
        return "".join(stream)


def answer(content):
    """A chat completion."""
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


def refusal(**error):
    """An error body that repeats what must not be repeated."""
    return {"error": {"message": f"your key {KEY} said {QUESTION}", **error}}
