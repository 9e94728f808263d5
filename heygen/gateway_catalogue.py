"""The gateway's lists: live sessions, avatars, voices, what is left of the credits."""

from __future__ import annotations

from heygen import gateway_schemas as schemas
from heygen.gateway_access import Access
from heygen.gateway_errors import GatewayBlueprint, Refusals
from heygen.gateway_lists import avatar_entry, is_listed, session_entry, voice_entry
from heygen.gateway_orders import Json
from sessions.service import SessionService
from web.blueprint import Blueprint

NAME = "heygen_catalogue"
QUOTA_PER_CREDIT = 60  # Source: docs.heygen.com, "Remaining Quota".
STATUSES = (401, 502, 503, 504)


def create_blueprint(*, sessions: SessionService, access: Access) -> Blueprint:
    """The lists' routes over the sessions."""
    bp = GatewayBlueprint(NAME, __name__)
    bp.before_request(access.identify)
    Refusals(sessions.find).answer_for(bp)

    @bp.route("/v1/streaming.list")
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def live() -> Json:
        """List live sessions: all of them, or the one of the token that asks."""
        entries = [
            session_entry(session)
            for session in sessions.unended()
            if is_listed(session) and access.may_see(session.cloud_session_id)
        ]
        return {"code": 100, "message": "success", "data": {"sessions": entries}}

    @bp.route("/v1/streaming/avatar.list")
    @bp.response(200, schemas.StreamingAnswerSchema)
    @bp.fails(*STATUSES)
    def avatars() -> Json:
        """List the faces; the message has a capital letter here, and only here."""
        found = [avatar_entry(avatar) for avatar in sessions.cloud.avatars()]
        return {"code": 100, "message": "Success", "data": found}

    @bp.route("/v2/voices")
    @bp.response(200, schemas.StreamingOtherAnswerSchema)
    @bp.fails(*STATUSES)
    def voices() -> Json:
        """List the voices for live sessions."""
        found = [voice_entry(voice) for voice in sessions.cloud.voices()]
        return {"error": None, "data": {"voices": found}}

    @bp.route("/v2/user/remaining_quota")
    @bp.response(200, schemas.StreamingOtherAnswerSchema)
    @bp.fails(*STATUSES)
    def remaining_quota() -> Json:
        """Say what the account has left; not for those who have only a token."""
        access.refuse_guests()
        left = round(sessions.cloud.credits_left() * QUOTA_PER_CREDIT)
        data = {"remaining_quota": left, "details": {"api": left}}
        return {"error": None, "data": data}

    return bp
