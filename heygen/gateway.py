"""/v1/streaming.*: HeyGen's own API, spoken by this server instead of the cloud.

A page written for HeyGen's SDK changes its `basePath` and nothing else.
"""

from __future__ import annotations

from errors import InvalidInput, NotFound, WrongState
from heygen import gateway_schemas as schemas
from heygen.gateway_access import Access
from heygen.gateway_errors import GatewayBlueprint, Refusals
from heygen.gateway_orders import Json, base_of, wishes_of
from heygen.gateway_reasons import IN_ROOM
from heygen.gateway_tasks import Tasks
from heygen.gateway_tokens import Tokens
from heygen.persona_schemas import CandidateSchema
from sessions.model import ENDED, EndReason
from sessions.service import SessionService
from talk.service import PersonaSessions
from web.blueprint import Blueprint

NAME = "heygen_gateway"
ELSEWHERE = (
    "This server's faces come from another cloud than HeyGen, whose clients cannot show"
    " them. Pages for LiveAvatar use /v1/sessions here."
)
NO_MORE_CANDIDATES = {"candidate": ""}
CANDIDATE = CandidateSchema()
STATUSES = (400, 401, 502, 503, 504)


def success(data: object = None) -> Json:
    """The envelope of the `streaming.*` family."""
    return {"code": 100, "message": "success", "data": data}


def create_blueprint(
    *,
    talk: PersonaSessions,
    sessions: SessionService,
    tasks: Tasks,
    tokens: Tokens,
    access: Access,
) -> Blueprint:
    """The sessions' routes over the services."""
    bp = GatewayBlueprint(NAME, __name__, url_prefix="/v1")
    bp.before_request(access.identify)
    Refusals(sessions.find).answer_for(bp)

    @bp.route("/streaming.create_token", methods=["POST"])
    @bp.response(200, schemas.StreamingOtherAnswerSchema)
    @bp.fails(401)
    def create_token() -> Json:
        """Make a token for one session; whatever the body holds."""
        access.refuse_guests()
        return {"error": None, "data": {"token": tokens.create()}}

    @bp.route("/streaming.new", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.StreamingNewSchema, required=False)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def new(body: Json) -> Json:
        """Open a session; a token opens one and no more."""
        if sessions.cloud.by_rooms:  # their events are not HeyGen's, nor their doors
            raise WrongState(ELSEWHERE)
        with access.opening() as give:
            base = base_of(body, cloud_answers=not tasks.persona_answers)
            data = talk.create(wishes_of(body), base)
            give(data["session_id"])
        return success(within(data, sessions.policy.limits.session_s))

    @bp.route("/streaming.start", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.StreamingStartSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def start(body: Json) -> Json:
        """Start it, with the browser's SDP answer where it is not in a room."""
        access.enter(body["session_id"])
        answer = body["sdp"]
        if sessions.find(body["session_id"]).opened_by == IN_ROOM:
            answer = None
        elif answer is None:
            raise InvalidInput("No answer.", fields={"sdp": ["Missing."]})
        return success(sessions.accept(body["session_id"], answer))

    @bp.route("/streaming.ice", methods=["POST"])
    @bp.arguments(schemas.StreamingIceSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def ice(body: Json) -> Json:
        """Hand over an ICE candidate, before or after the answer."""
        access.enter(body["session_id"])
        raw = body["candidate"]
        candidate = CANDIDATE.dump(raw) if raw else NO_MORE_CANDIDATES
        return success(sessions.candidate(body["session_id"], candidate))

    @bp.route("/streaming.task", methods=["POST"])
    @bp.once()
    @bp.arguments(schemas.StreamingTaskSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def task(body: Json) -> Json:
        """Say the text, or have it answered; in either task mode."""
        access.enter(body["session_id"])
        return success(tasks.run(body))

    @bp.route("/streaming.interrupt", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.StreamingSessionSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def interrupt(body: Json) -> Json:
        """Silence the avatar; nothing sent before this is spoken after it."""
        access.enter(body["session_id"])
        sessions.interrupt(body["session_id"])
        return success()

    @bp.route("/streaming.start_listening", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.StreamingSessionSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def start_listening(body: Json) -> Json:
        """Look attentive."""
        access.enter(body["session_id"])
        sessions.listen(body["session_id"], attentive=True)
        return success()

    @bp.route("/streaming.stop_listening", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.StreamingSessionSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def stop_listening(body: Json) -> Json:
        """Look attentive no more."""
        access.enter(body["session_id"])
        sessions.listen(body["session_id"], attentive=False)
        return success()

    @bp.route("/streaming.keep_alive", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.StreamingSessionSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def keep_alive(body: Json) -> Json:
        """Reset the idle countdown."""
        access.enter(body["session_id"])
        sessions.keep_alive(body["session_id"])
        return success()

    @bp.route("/streaming.stop", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(schemas.StreamingSessionSchema)
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def stop(body: Json) -> Json:
        """End the session and its bill."""
        access.enter(body["session_id"])
        if sessions.find(body["session_id"]).state in ENDED:
            raise NotFound("The session has ended.")
        sessions.close(body["session_id"], EndReason.CLIENT)
        return success({"status": "success", "reason": EndReason.CLIENT.value})

    return bp


def within(data: Json, longest_s: float | None) -> Json:
    """The cloud's data, with our limit on the session where it is the shorter."""
    limit_s = data.get("session_duration_limit")
    if longest_s is None or not isinstance(limit_s, int | float):
        return data
    return {**data, "session_duration_limit": min(limit_s, int(longest_s))}
