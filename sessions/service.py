"""The only way into a session: open, accept, candidate, speak, interrupt, close."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any

from errors import (
    AppError,
    InvalidInput,
    LimitReached,
    NotConfigured,
    NotFound,
    RateLimited,
    Rejected,
    Unreachable,
    WrongState,
)
from sessions.cloud import AvatarCloud
from sessions.doors import Doors
from sessions.fence import Fence
from sessions.ledger import Ledger
from sessions.model import (
    ENDED,
    EndReason,
    Opened,
    Session,
    SessionOrder,
    Spoken,
    SpokenTask,
    State,
)
from sessions.states import States
from text.sentences import pieces

log = logging.getLogger(__name__)

CloudData = Mapping[str, Any] | None

CLOSERS = 32
"""How many sessions are closed at a time when all are."""

# After one of these the cloud surely opened nothing; after any other it may have.
NOTHING_OPENED = (
    InvalidInput,
    LimitReached,
    NotConfigured,
    RateLimited,
    Rejected,
    Unreachable,
)


class SessionService:
    """The session core over one cloud.

    Every method that takes a `session_id` accepts our id or the cloud's, and
    raises NotFound for one that was not opened through this server, WrongState
    for one that is not where the act needs it, UpstreamError when the cloud fails.

    Args:
        cloud: Who lends the face.
        ledger: Where sessions are written down.
        now: The clock, in UTC.
    """

    def __init__(
        self, *, cloud: AvatarCloud, ledger: Ledger, now: Callable[[], datetime]
    ) -> None:
        self.cloud = cloud
        self._ledger = ledger
        self._now = now
        self._fence = Fence()
        self._states = States(ledger=ledger, now=now, fence=self._fence)
        self._doors = Doors()

    def find(self, session_id: str) -> Session:
        """The session as the ledger knows it."""
        return self._ledger.find(session_id)

    def unended(self) -> Sequence[Session]:
        """Every session that may still bill."""
        return self._ledger.unended()

    def open(self, order: SessionOrder) -> Opened:
        """Open a session; it bills until it is closed.

        Raises:
            ShuttingDown: This server opens nothing new.
            InvalidInput: The cloud knows no such avatar or voice.
            LimitReached: The account has no session free.
        """
        with self._doors.entering():
            return self._open(order)

    def _open(self, order: SessionOrder) -> Opened:
        session = Session(
            id=str(uuid.uuid4()),
            state=State.OPENING,
            cloud=self.cloud.name,
            persona_id=order.persona_id,
            created_at=self._now(),
        )
        self._ledger.add(session)
        try:
            opened = self.cloud.open(order)
        except BaseException as error:
            sure = isinstance(error, NOTHING_OPENED)
            to = State.FAILED if sure else State.DOUBTFUL
            self._ledger.move(session, to, end_reason=EndReason.ERROR)
            log.warning("session %s %s: %s", session.id, to, type(error).__name__)
            raise
        cloud_id = opened.cloud_session_id
        self._ledger.move(session, State.OPEN, cloud_session_id=cloud_id)
        log.info("session %s open at %s", session.id, self.cloud.name)
        if self._doors.shut:
            self.close(session.id, EndReason.SHUTDOWN)
            self._doors.refuse_when_shut()
        return opened

    def accept(self, session_id: str, answer: Mapping[str, str] | None) -> CloudData:
        """Start it with the browser's SDP answer `{type, sdp}`."""
        session = self._states.running(session_id)
        if session.state is not State.OPEN:
            raise WrongState("This session has been started already.")
        with self._states.at_cloud(session) as cloud_id:
            data = self.cloud.accept(cloud_id, answer)
        self._ledger.move(session, State.LIVE, started_at=self._now())
        log.info("session %s live", session.id)
        return data

    def candidate(self, session_id: str, candidate: Mapping[str, Any]) -> CloudData:
        """Hand over an ICE candidate; one that beats the answer is not lost.

        The cloud is the one who keeps early candidates until the answer is there.
        """
        session = self._states.running(session_id)
        with self._states.at_cloud(session) as cloud_id:
            return self.cloud.candidate(cloud_id, candidate)

    def turn(self, session_id: str) -> int:
        """The turn that is on; hand it to `speak` to be overtaken by interrupts."""
        return self._states.live(session_id).turn

    def speak(self, session_id: str, text: str, *, turn: int | None = None) -> Spoken:
        """Say `text`, as several tasks where it is over the cloud's limit.

        Args:
            session_id: Which session.
            text: The words; at least one character.
            turn: The turn they belong to; without it, the one that is on now.

        Returns:
            The tasks the cloud took: fewer than the text needs, even none, when
            an interrupt came in between.
        """
        session = self._states.live(session_id)
        mine = session.turn if turn is None else turn
        tasks: list[SpokenTask] = []
        with self._fence.text(session.id):
            for piece in pieces(text, self.cloud.text_limit):
                with self._fence.hold(session.id):
                    if self._states.live(session.id).turn != mine:
                        break
                    with self._states.at_cloud(session) as cloud_id:
                        tasks.append(self.cloud.speak(cloud_id, piece))
        return Spoken(turn=mine, tasks=tuple(tasks))

    def interrupt(self, session_id: str) -> int:
        """Silence it; when this returns, nothing of an earlier turn can follow.

        Returns:
            The number of the turn that begins here.
        """
        session = self._states.live(session_id)
        turn = self._ledger.next_turn(session.id)
        overtaken = self._fence.busy(session.id)
        with self._states.at_cloud(session) as cloud_id:
            self.cloud.interrupt(cloud_id)
            if overtaken:
                with self._fence.hold(session.id):
                    self.cloud.interrupt(cloud_id)
        return turn

    def keep_alive(self, session_id: str) -> None:
        """Reset the cloud's idle countdown."""
        with self._states.at_cloud(self._states.running(session_id)) as cloud_id:
            self.cloud.keep_alive(cloud_id)

    def close(self, session_id: str, reason: EndReason) -> CloudData:
        """End it and its bill. Harmless twice; after a failure, call it again.

        Returns:
            The cloud's data as it came; None when it was over already.
        """
        session = self._states.ending(session_id, reason)
        if session.state in ENDED:
            return None
        data: CloudData = None
        if session.cloud_session_id:
            try:
                data = self.cloud.close(session.cloud_session_id)
            except NotFound:
                log.info("session %s was gone at the cloud already", session.id)
        self._states.finish(session)
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
            for session in self.unended()
            if session.cloud_session_id
        ]
        work.append(closers.submit(self._doors.wait_until_empty, within_s))
        wait(work, timeout=within_s)
        closers.shutdown(wait=False, cancel_futures=True)
        left = self.unended()
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
