"""/sessions: which there are, what they cost so far, and how to end them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sessions.account import Account, Accounts
from sessions.ledger import place_of
from sessions.model import EndReason
from sessions.schemas import (
    PageQuery,
    PageSchema,
    SessionDoneSchema,
    SessionSchema,
)
from sessions.service import SessionService
from web.blueprint import Blueprint

Done = Mapping[str, Any]


def create_blueprint(*, sessions: SessionService, accounts: Accounts) -> Blueprint:
    """Routes over the ledger and the session core."""
    bp = Blueprint(
        "sessions",
        __name__,
        url_prefix="/sessions",
        description="Sessions at whatever cloud, by our id or the cloud's.",
    )
    _add_reads(bp, sessions, accounts)
    _add_acts(bp, sessions, accounts)
    return bp


def _add_reads(bp: Blueprint, sessions: SessionService, accounts: Accounts) -> None:
    @bp.route("")
    @bp.arguments(PageQuery, location="query")
    @bp.response(200, PageSchema)
    @bp.fails(400)
    def page(query: Mapping[str, Any]) -> Mapping[str, Any]:
        """List sessions, newest first."""
        # One more than asked for tells whether there is a next page.
        found = sessions.ledger.page(**{**query, "limit": query["limit"] + 1})
        shown = found[: query["limit"]]
        following = place_of(shown[-1]) if len(found) > len(shown) else None
        return {"sessions": accounts.of_all(shown), "next": following}

    @bp.route("/<session_id>")
    @bp.response(200, SessionSchema)
    @bp.fails(404)
    def read(session_id: str) -> Account:
        """Read one: its cost so far, what will end it, or why it ended."""
        return accounts.of(sessions.find(session_id))


def _add_acts(bp: Blueprint, sessions: SessionService, accounts: Accounts) -> None:
    def done(message: str, session_id: str) -> Done:
        account = accounts.of(sessions.find(session_id))
        return {"success": True, "message": message, "data": account}

    @bp.route("/<session_id>/stop", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.response(200, SessionDoneSchema)
    @bp.fails(404, 502, 504)
    def stop(session_id: str) -> Done:
        """End it and its bill; stopping twice is harmless."""
        sessions.close(session_id, EndReason.CLIENT)
        return done("Session stopped successfully", session_id)

    @bp.route("/<session_id>/interrupt", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.response(200, SessionDoneSchema)
    @bp.fails(404, 502, 504)
    def interrupt(session_id: str) -> Done:
        """Silence it; `turn` is the number of the turn that begins here."""
        sessions.interrupt(session_id)
        return done("Speech interrupted successfully", session_id)

    @bp.route("/<session_id>/keep-alive", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.response(200, SessionDoneSchema)
    @bp.fails(404, 502, 504)
    def keep_alive(session_id: str) -> Done:
        """Reset the cloud's idle countdown."""
        sessions.keep_alive(session_id)
        return done("Session kept alive successfully", session_id)

    @bp.route("/<session_id>/beat", methods=["POST"])
    @bp.response(200, SessionDoneSchema)
    @bp.fails(404, 409)
    def beat(session_id: str) -> Done:
        """Say that a page still shows it to somebody; send it every few seconds.

        A page that has sent one and stops for VIEWER_GONE_S has left: its session ends.
        """
        session = sessions.viewers.beat(session_id)
        account = accounts.of(session)
        return {"success": True, "message": "Viewer noted", "data": account}
