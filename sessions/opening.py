"""How a session begins: written down, asked for, answered."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.exc import IntegrityError

from errors import AppError, Malformed, TimedOut, WrongState
from sessions.cloud import AvatarCloud
from sessions.ledger import Ledger
from sessions.limits import admit
from sessions.model import EndReason, Opened, Session, State
from sessions.order import SessionOrder
from sessions.policy import Policy
from sessions.states import States

log = logging.getLogger(__name__)


NEVER_S = 3600
"""What never idle means to us: as long as an order may ask for."""


class Opening:
    """Opens and starts sessions; see SessionService for its promises."""

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        states: States,
        policy: Policy,
        now: Callable[[], datetime],
        worker: Callable[[], str],
    ) -> None:
        self._cloud = cloud
        self._ledger = ledger
        self._states = states
        self._policy = policy
        self._now = now
        self._worker = worker

    def open(self, order: SessionOrder) -> tuple[Session, Opened]:
        """Write it down, then open it at the cloud."""
        session = self._ordered(order)
        limits, pricing = self._policy.limits, self._policy.pricing
        self._ledger.add(session, lambda load: admit(limits, load, session, pricing))
        try:
            opened = self._cloud.open(order, partial(self._named, session))
        except BaseException as error:
            # A bug of ours says nothing about what the cloud did.
            sure = isinstance(error, AppError) and not error.in_doubt
            to = State.FAILED if sure else State.DOUBTFUL
            with suppress(WrongState):  # it took so long that it was given up already
                # What the cloud never opened, another may open under the same id.
                unnamed = {"cloud_session_id": None} if sure else {}
                self._ledger.move(
                    session,
                    to,
                    end_reason=EndReason.ERROR,
                    ended_at=self._now(),
                    **unnamed,
                )
            log.warning("session %s %s: %s", session.id, to, type(error).__name__)
            raise
        session = self._opened(session, opened)
        log.info("session %s open at %s", session.id, self._cloud.name)
        return session, opened

    def accept(
        self, session_id: str, answer: Mapping[str, str] | None
    ) -> Mapping[str, Any] | None:
        """Start it; if the cloud's answer is lost, it is doubtful and will be ended."""
        session = self._states.running(session_id)
        if session.state is not State.OPEN:
            raise WrongState("This session has been started already.")
        try:
            with self._states.at_cloud(session) as cloud_id:
                data = self._cloud.accept(cloud_id, answer)
        except (TimedOut, Malformed):
            # Its answer is lost: it may be live without anybody who watches it.
            self._states.doubt(session)
            raise
        now = self._now()
        self._ledger.move(
            session, State.LIVE, started_at=now, seen_at=now, touched_at=now
        )
        log.info("session %s live", session.id)
        return data

    def _named(self, session: Session, cloud_session_id: str) -> None:
        try:
            self._ledger.note(session.id, cloud_session_id=cloud_session_id)
        except IntegrityError:
            raise WrongState("This session has been started already.") from None

    def _opened(self, session: Session, opened: Opened) -> Session:
        cloud_id = opened.cloud_session_id
        known = {"cloud_session_id": cloud_id, "opened_at": self._now()}
        keys = dict(opened.keys) or None
        try:
            return self._ledger.move(session, State.OPEN, cloud_keys=keys, **known)
        except WrongState:
            # Given up as nobody's in the meantime: by its id the janitor can end it.
            self._ledger.note(session.id, **known)
            raise
        except IntegrityError:
            self._states.doubt(session)
            raise Malformed(
                f"The {self._cloud.name} cloud's answer could not be used.",
                detail="It gave a session id that another session has.",
                upstream=self._cloud.name,
            ) from None
        except BaseException:
            # Nothing can be written down, so nothing may stay open.
            with suppress(AppError):
                self._cloud.close(cloud_id)
            raise

    def _ordered(self, order: SessionOrder) -> Session:
        now, idle_s = self._now(), order.activity_idle_timeout_s
        return Session(
            id=str(uuid.uuid4()),
            state=State.OPENING,
            cloud=self._cloud.name,
            tariff=self._cloud.tariff_of(order),
            persona_id=order.persona_id,
            opened_by=order.opened_by,
            variables=dict(order.variables),
            idle_timeout_s=NEVER_S if order.never_idle else idle_s,
            created_at=now,
            seen_at=now,
            touched_at=now,
            worker=self._worker(),
        )
