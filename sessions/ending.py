"""How sessions end: at a word, after failures, and all of them at the shutdown."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any

from errors import AppError, NotFound
from sessions.cloud import AvatarCloud
from sessions.doors import Doors
from sessions.ledger import Ledger
from sessions.model import ENDED, EndReason, Session
from sessions.states import States

log = logging.getLogger(__name__)

CLOSERS = 32


class Ending:
    """Closes sessions; see SessionService for its promises."""

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        states: States,
        doors: Doors,
        now: Callable[[], datetime],
    ) -> None:
        self._cloud = cloud
        self._ledger = ledger
        self._states = states
        self._doors = doors
        self._now = now

    def close(self, session_id: str, reason: EndReason) -> Mapping[str, Any] | None:
        """End it and its bill. Harmless twice; what fails is tried again later.

        Returns:
            The cloud's data as it came; None when it was over already.

        Raises:
            UpstreamError: The cloud has not confirmed it; the janitor goes on trying.
            WrongState: The cloud does not show it yet; should it begin, it is ended.
        """
        session = self._ledger.find(session_id)
        if session.may_begin:
            return self._end_if_it_began(session)
        session = self._states.ending(session_id, reason)
        if session.state in ENDED:
            return None
        data: Mapping[str, Any] | None = None
        if session.cloud_session_id:
            try:
                data = self._cloud.close(session.cloud_session_id)
                ended_at = self._now()
            except NotFound:
                log.info("session %s was gone at the cloud already", session.id)
                ended_at = self._states.ended_at(session, self._now())
            except AppError:
                self._states.postpone(session)
                raise
        else:
            ended_at = self._now()
        self._states.finish(session, ended_at=ended_at)
        return data

    def _end_if_it_began(self, session: Session) -> Mapping[str, Any] | None:
        try:
            data = self._cloud.close(session.cloud_session_id or "")
        except NotFound:
            # A start that is still on its way would begin it after this.
            self._states.never_began(session)
            return None
        except AppError:
            self._states.postpone(session)
            raise
        self._states.finish(session, ended_at=self._now())
        return data

    def close_all(self, reason: EndReason, *, within_s: float = 10.0) -> int:
        """Open nothing new and end everything that may still bill.

        A session that is being opened right now is waited for: only then is there
        an id to end it by.

        Returns:
            How many sessions may still bill; each is logged.
        """
        self._doors.close()
        closers = ThreadPoolExecutor(CLOSERS, thread_name_prefix="closing")
        work: list[Future[Any]] = [
            closers.submit(self._try_to_close, session, reason)
            for session in self._ledger.unended()
            if session.cloud_session_id
        ]
        work.append(closers.submit(self._doors.wait_until_empty, within_s))
        wait(work, timeout=within_s)
        closers.shutdown(wait=False, cancel_futures=True)
        left = self._ledger.unended()
        for session in left:
            log.error(
                "session %s (%s) may bill at %s until its idle limit",
                session.id,
                session.state,
                session.cloud,
            )
        return len(left)

    def _try_to_close(self, session: Session, reason: EndReason) -> None:
        try:
            self.close(session.id, reason)
        except AppError as error:
            log.error("session %s could not be closed: %s", session.id, error.code)
