"""/persona/heygen/*: a persona's sessions, for the demo page and its elders."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response

from errors import InvalidInput
from heygen import persona_schemas as schemas
from heygen.persona_answers import Json, done, told
from sessions.model import EndReason
from sessions.service import SessionService
from talk.service import PersonaSessions
from web import telling
from web.blueprint import Blueprint

NO_MORE_CANDIDATES = {"candidate": ""}


def create_blueprint(*, talk: PersonaSessions, sessions: SessionService) -> Blueprint:
    """Routes over the two services."""
    bp = Blueprint("heygen", __name__, url_prefix="/persona/heygen")

    @bp.route("/init", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.InitSchema, required=False)
    @bp.response(200, schemas.GreetedSchema)
    @bp.fails(400, 404, 409, 502)
    def init(body: Json) -> Json:
        """Give the active persona's greeting; with a session, say it too."""
        speech = talk.greet(body["session_id"])
        tasks = [asdict(task) for task in speech.tasks]
        return done(
            "Bot initialized successfully", {"text": speech.text, "tasks": tasks}
        )

    @bp.route("/session/create", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.CreateSchema, required=False)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 429, 502, 503, 504)
    def create(body: Json) -> Json:
        """Open a session at the avatar cloud; `data` holds its SDP offer."""
        return done("Session created successfully", talk.create(body))

    @bp.route("/session/start", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.StartSchema)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 404, 409, 502, 504)
    def start(body: Json) -> Json:
        """Hand over the browser's SDP answer; picture and sound follow.

        A session in a LiveKit room has no offer, and takes no answer.
        """
        if body["sdp"] is None and not sessions.cloud.by_rooms:
            raise InvalidInput("'sdp': Missing.", fields={"sdp": ["Missing."]})
        data = sessions.accept(body["session_id"], body["sdp"])
        return done("Session started successfully", data)

    @bp.route("/ice", methods=["POST"])
    @bp.arguments(schemas.IceSchema)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 404, 409, 502, 504)
    def ice(body: Json) -> Json:
        """Hand over an ICE candidate, before or after the answer."""
        raw = body["candidate"]
        candidate = schemas.CandidateSchema().dump(raw) if raw else NO_MORE_CANDIDATES
        data = sessions.candidate(body["session_id"], candidate)
        return done("ICE candidate handled successfully", data)

    @bp.route("/text", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.SpeechSchema)
    @bp.response(200, schemas.SpeechResultSchema)
    @bp.fails(400, 404, 409, 502, 503, 504)
    def text(body: Json) -> Json | Response:
        """Say the text, or let the persona answer it and say that.

        With `Accept: text/event-stream` an answer is told as it goes on: `turn`, then
        `sentence` and `spoken` for each, then `done` with this answer, or `error`.
        """
        messages = told(talk, body)
        if telling.is_wanted():
            return telling.told(messages)
        *_, whole = messages
        return whole.data

    @bp.route("/session/interrupt", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.SessionIdSchema)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 404, 409, 502, 504)
    def interrupt(body: Json) -> Json:
        """Silence the avatar; nothing sent before this is spoken after it."""
        turn = sessions.interrupt(body["session_id"])
        return done("Speech interrupted successfully", {"turn": turn})

    @bp.route("/session/keep-alive", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.SessionIdSchema)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 404, 409, 502, 504)
    def keep_alive(body: Json) -> Json:
        """Reset the cloud's idle countdown."""
        sessions.keep_alive(body["session_id"])
        return done("Session kept alive successfully")

    @bp.route("/session/stop", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.SessionIdSchema)
    @bp.response(200, schemas.SessionDataSchema)
    @bp.fails(400, 404, 502, 504)
    def stop(body: Json) -> Json:
        """End the session and its bill; stopping twice is harmless."""
        data = sessions.close(body["session_id"], EndReason.CLIENT)
        return done("Session stopped successfully", data)

    @bp.route("/avatars")
    @bp.response(200, schemas.AvatarsSchema)
    @bp.fails(502, 503, 504)
    def avatars() -> Json:
        """List the faces the cloud offers for live sessions."""
        found = [asdict(avatar) for avatar in sessions.cloud.avatars()]
        return done("Avatars listed successfully", found)

    @bp.route("/voices")
    @bp.response(200, schemas.VoicesSchema)
    @bp.fails(502, 503, 504)
    def voices() -> Json:
        """List the voices the cloud offers for live sessions."""
        found = [asdict(voice) for voice in sessions.cloud.voices()]
        return done("Voices listed successfully", found)

    return bp
