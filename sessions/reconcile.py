"""The ledger held against the cloud's own list, so that nothing bills unseen."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from errors import AppError, NotFound
from sessions.cloud import AvatarCloud
from sessions.ledger import Ledger
from sessions.model import ENDED, RUNNING, CloudSession, EndReason, Session, State
from sessions.policy import Policy
from sessions.states import States

log = logging.getLogger(__name__)

# A cloud's list shows whole seconds, and its clock is not quite ours.
SLACK = timedelta(seconds=2)
# States in which somebody has answered the cloud's offer.
STARTED = ("connecting", "connected")
# A session this young may be missing from a list that was asked for a moment ago.
SETTLING = timedelta(seconds=3)


class Reconciler:
    """Settles what ledger and cloud disagree about.

    Args:
        cloud: Who lends the face.
        ledger: What we wrote down.
        states: Ends sessions.
        close: Ends a session in the ledger and at the cloud.
        policy: How long a lost session may take to show.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        states: States,
        close: Callable[[str, EndReason], object],
        policy: Policy,
        now: Callable[[], datetime],
    ) -> None:
        self._cloud = cloud
        self._ledger = ledger
        self._states = states
        self._close = close
        self._patience = timedelta(seconds=policy.doubt_s)
        self._now = now
        self._reported: set[str] = set()

    def round(self) -> None:
        """Ask the cloud for its list once, and settle every difference.

        Raises:
            UpstreamError: The cloud gave no list; nothing was changed.
        """
        asked_at = self._now()
        mine = self._ledger.unended()
        listed = {entry.cloud_session_id: entry for entry in self._cloud.live()}
        # Whoever is opening one that is on the list was written down before the list
        # was made: what is still being opened now can have no id in the ledger yet.
        opening = [s for s in self._ledger.unended() if s.state is State.OPENING]
        for session in mine:
            began_at = session.opened_at or session.created_at
            settled = asked_at - began_at > SETTLING
            cloud_id = session.cloud_session_id
            if not (session.state in RUNNING and settled) or cloud_id in listed:
                continue
            if self._cloud.has_ended(cloud_id or ""):
                self._states.lost(session)
        unclear = self._adopt(self._strangers(listed, asked_at), opening)
        if not unclear:
            self._give_up(asked_at)

    def _strangers(
        self, listed: Mapping[str, CloudSession], asked_at: datetime
    ) -> list[CloudSession]:
        """Stop what the ledger has ended; what it does not know is a stranger."""
        strangers = []
        for entry in listed.values():
            try:
                session = self._ledger.find(entry.cloud_session_id)
            except NotFound:
                strangers.append(entry)
                continue
            # One that ended since may be on the list still.
            if session.state in ENDED and _ended_before(session, asked_at):
                log.warning("session %s ran on at the cloud; stopping it", session.id)
                self._stop(entry.cloud_session_id)
        return strangers

    def _adopt(
        self, strangers: Sequence[CloudSession], opening: Sequence[Session]
    ) -> bool:
        """End the strangers that are the sessions whose opening got lost.

        Returns:
            Whether one may be either lost or just being opened; that shows later.
        """
        lost = [s for s in self._ledger.unended() if _is_lost(s)]
        unclear = False
        for entry in strangers:
            if _parent(entry, opening, self._patience) is not None:
                unclear = True
                continue
            parent = _parent(entry, lost, self._patience)
            if parent is None:
                self._report(entry)
                continue
            lost.remove(parent)
            log.warning("session %s was opened after all; ending it", parent.id)
            known = {
                "cloud_session_id": entry.cloud_session_id,
                "opened_at": self._now(),
            }
            self._ledger.note(parent.id, **known)
            try:
                self._close(parent.id, EndReason.RECONCILED)
            except AppError as error:
                log.warning("session %s could not be ended: %s", parent.id, error.code)
        return unclear

    def _give_up(self, now: datetime) -> None:
        """What the cloud never showed, it never opened."""
        for session in self._ledger.unended():
            if _is_lost(session) and now - session.created_at > self._patience:
                self._ledger.move(session, State.FAILED, ended_at=now)

    def _stop(self, cloud_session_id: str) -> None:
        try:
            self._cloud.close(cloud_session_id)
        except NotFound:
            return
        except AppError as error:
            log.warning("a session could not be stopped: %s", error.code)

    def _report(self, entry: CloudSession) -> None:
        if entry.cloud_session_id not in self._reported:
            self._reported.add(entry.cloud_session_id)
            log.warning(
                "the key has a session %s (%s) that is not ours; left alone",
                entry.cloud_session_id,
                entry.state,
            )


def _ended_before(session: Session, at: datetime) -> bool:
    return session.ended_at is None or session.ended_at <= at


def _is_lost(session: Session) -> bool:
    """Whether the cloud may have opened it without our knowing its id."""
    return session.state is State.DOUBTFUL and session.cloud_session_id is None


def _parent(
    entry: CloudSession, lost: Sequence[Session], patience: timedelta
) -> Session | None:
    """The session of which `entry` may have come; the youngest, if several.

    Nobody has the offer of a session whose opening got lost, so nobody can have
    started it; and it was created after we had asked for it.
    """
    if entry.created_at is None or entry.state in STARTED:
        return None
    fitting = (
        session
        for session in lost
        if -SLACK <= entry.created_at - session.created_at <= patience
    )
    return max(fitting, key=lambda session: session.created_at, default=None)
