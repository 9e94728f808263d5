"""A session's events as they come, and what was said in it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from sessions.following import Following
from sessions.model import Event
from sessions.record_schemas import (
    ErasedSchema,
    EventSchema,
    FollowQuery,
    Form,
    TranscriptQuery,
    TranscriptSchema,
)
from sessions.service import SessionService
from sessions.transcript import Transcript
from web.blueprint import Blueprint
from web.sse import MIME, Message, resume_after, stream

FORMS = {
    "application/json": Form.JSON,
    "text/plain": Form.TEXT,
    "text/vtt": Form.VTT,
}
EVENTS = EventSchema()


def create_blueprint(sessions: SessionService, following: Following) -> Blueprint:
    """Routes over what happened and what was said."""
    bp = Blueprint("record", __name__, url_prefix="/sessions/<session_id>")
    record = sessions.record

    @bp.route("/events")
    @bp.arguments(FollowQuery, location="query")
    @bp.response(200, EventSchema, content_type=MIME)
    @bp.empty(204, "The session is over, and was read to its end.")
    @bp.fails(400, 404)
    def events(query: Mapping[str, Any], session_id: str) -> ResponseReturnValue:
        """Follow a session's events as server-sent events, up to its end.

        Each has its number as `id`, its kind as `event` and an object as `data`. Who
        comes back with `Last-Event-ID` reads on from there: nothing lost or doubled.
        """
        session = sessions.find(session_id)
        after = resume_after(query["after"])
        if following.is_over(session, after):
            return Response(status=204)
        return stream(_messages(following.follow(session, after)))

    @bp.route("/transcript")
    @bp.arguments(TranscriptQuery, location="query")
    @bp.response(200, TranscriptSchema)
    @bp.fails(400, 404)
    def transcript(query: Mapping[str, Any], session_id: str) -> Transcript | Response:
        """Read what was said: as JSON, as text or as WebVTT."""
        return _written(_transcript(sessions, session_id), query["form"] or _wanted())

    @bp.route("/transcript", methods=["DELETE"])
    @bp.response(200, ErasedSchema)
    @bp.fails(404, 502, 503, 504)
    def erase(session_id: str) -> Mapping[str, Any]:
        """Erase the words for good; that something was said, and the bill, stay.

        Here first, then at the cloud; should that fail, do it again.
        """
        session = sessions.find(session_id)
        erased = record.erase(session.id)
        if session.cloud_session_id:
            sessions.cloud.forget(session.cloud_session_id)
        message = "Transcript erased successfully"
        return {"success": True, "message": message, "data": {"turns": erased}}

    return bp


def _messages(
    events: Generator[Event | None, None, None],
) -> Generator[Message | None, None, None]:
    with closing(events):
        for event in events:
            yield None if event is None else _message(event)


def _message(event: Event) -> Message:
    return Message(id=event.seq, name=event.kind, data=EVENTS.dump(event))


def _transcript(sessions: SessionService, session_id: str) -> Transcript:
    session = sessions.find(session_id)
    return Transcript(session=session, turns=sessions.record.turns(session.id))


def _wanted() -> Form:
    best = request.accept_mimetypes.best_match(FORMS, "application/json")
    return FORMS[best]


def _written(transcript: Transcript, form: Form) -> Transcript | Response:
    if form is Form.JSON:
        return transcript
    text = transcript.as_vtt() if form is Form.VTT else transcript.as_text()
    mimetype = "text/vtt" if form is Form.VTT else "text/plain"
    return Response(text, mimetype=mimetype, headers={"Vary": "Accept"})
