"""A server that is killed while its acts are held at chosen steps, and the books."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import text

from errors import NotFound
from sessions.cost import HEYGEN, Pricing
from sessions.ledger import Ledger
from sessions.model import Session, State
from storage.database import Database
from tests.faults.acts import ANSWER, HOURS, SUCCESS, TASK, V1
from tests.sandbox_server import SandboxControl
from tests.serving.running import Running, running
from tests.waiting import until
from tests.whole import HEYGEN_KEY, OPENAI_KEY

SETTLED_WITHIN_S = 5.0
LIVE = ("new", "connecting", "connected")
RUNNING = (State.OPEN, State.LIVE)
PRICING = Pricing(tariffs={"heygen": HEYGEN})

# How the cloud behaves at each step; the last two also need the ledger locked.
STEPS: dict[str, dict[str, Any]] = {
    "answered and written down": {},
    "half answered": {"cut": True},
    "asked and never done": {"delay_s": HOURS, "drop": "before"},
    "asked and done after the kill": {"delay_s": 1.5},
    "done and not answered": {"late_s": HOURS},
    "answered and not written down": {"late_s": 0.4},
    "not written down and not asked": {},
}
*_, UNWRITTEN, UNASKED = STEPS
AT_ONCE = ("answered and written down", "half answered")


@dataclass(frozen=True)
class Act:
    """Something a client does: our route, its body, the cloud's path and its answer."""

    route: str
    cloud: str
    body: dict[str, Any]
    answer: dict[str, Any]


ACTS = {
    "create": Act("session/create", f"{V1}.new", {}, {}),
    "start": Act(
        "session/start",
        f"{V1}.start",
        {"sdp": ANSWER},
        {"status": 200, "body": SUCCESS},
    ),
    "text": Act(
        "text", f"{V1}.task", {"text": "Hello."}, {"status": 200, "body": TASK}
    ),
    "stop": Act("session/stop", f"{V1}.stop", {}, {}),
}
# A start and a text ask the cloud before they write anything down.
POINTS = [
    (act, step)
    for act in ACTS
    for step in STEPS
    if step != UNASKED or act in ("create", "stop")
]
Point = tuple[str, str]


class Victims:
    """One or more servers over one ledger and one sandbox; a context manager.

    Args:
        sandbox: The cloud; nobody else uses it.
        folder: For their files.
        database_url: Their ledger.
        count: How many servers.
    """

    def __init__(
        self, sandbox: SandboxControl, folder: Path, database_url: str, count: int = 1
    ) -> None:
        self.sandbox = sandbox
        self.database = Database(database_url)
        self.ledger = Ledger(database=self.database, now=lambda: datetime.now(UTC))
        self._folder = folder
        self._settings = {
            "DATABASE_URL": database_url,
            "HEYGEN_API_KEY": HEYGEN_KEY,
            "HEYGEN_BASE_URL": sandbox.heygen_url,
            "OPENAI_API_KEY": OPENAI_KEY,
            "LOG_LEVEL": "ERROR",
        }
        self._stacks = [ExitStack() for _ in range(count)]
        self._nobody_at = datetime.min.replace(tzinfo=UTC)
        self._clients = ThreadPoolExecutor(40)
        self.apps: list[Running] = []

    def __enter__(self) -> Victims:
        self.apps = [self._start(stack) for stack in self._stacks]
        return self

    def __exit__(self, *_failure: object) -> None:
        for stack in self._stacks:
            stack.close()
        self._clients.shutdown(cancel_futures=True)
        self.database.close()

    def kill(self, which: Sequence[int]) -> None:
        """SIGKILL them, and whatever they started."""
        for index in which:
            self._stacks[index].close()
        if len(which) == len(self._stacks):
            self._nobody_at = datetime.now(UTC)

    def restart(self, which: Sequence[int]) -> None:
        """Start them again."""
        for index in which:
            self.apps[index] = self._start(self._stacks[index])

    def reach(self, points: Sequence[Point], kill: Callable[[], None]) -> None:
        """Bring one act to each point, all at once, and kill there."""
        ready = [(*point, self._session(point[0])) for point in points]
        ready.sort(key=lambda one: list(STEPS).index(one[1]))
        replies: list[Future[Any]] = []
        held = []
        for act, step, session_id in ready:
            if step == UNASKED:
                continue
            path = ACTS[act].cloud
            arrived = len(self.sandbox.requests(path))
            self.sandbox.fault(path, **ACTS[act].answer, **STEPS[step])
            reply = self._send(act, session_id)
            until(lambda: len(self.sandbox.requests(path)) > arrived)  # noqa: B023
            if step in AT_ONCE:
                wait([reply], timeout=10)
            if step == UNWRITTEN:
                held.append((path, arrived))
            replies.append(reply)
        locked = any(step in (UNWRITTEN, UNASKED) for _, step, _ in ready)
        with self._locked() if locked else contextlib.nullcontext():
            for act, step, session_id in ready:
                if step == UNASKED:
                    replies.append(self._send(act, session_id))
            for path, index in held:
                until(lambda: self._answered(path, index))  # noqa: B023
            requests.get(f"{self.apps[0].url}/health", timeout=10)
            kill()
        wait(replies, timeout=10)

    def scatter(self, acts: Sequence[str], kill: Callable[[], None]) -> None:
        """Send all these acts, hold none, and kill at whatever point they are."""
        ready = [(act, self._session(act)) for act in acts]
        if "text" in acts:
            answer = ACTS["text"].answer
            self.sandbox.fault(ACTS["text"].cloud, times=None, **answer)
        replies = [self._send(act, session_id) for act, session_id in ready]
        kill()
        wait(replies, timeout=10)

    def settled(self) -> bool:
        """Whether the cloud runs only what the ledger calls live, and all is written.

        That is: the ledger is opening and ending nothing any more, and whatever was
        there when the last server died is over. Only what was asked for and never
        shown may be in doubt for longer.
        """
        for entry in self.sandbox.requests():
            doing = entry["took_ms"] is None
            if doing and self.sandbox.call("GET", "clock")["now"] - entry["at"] < 1.6:
                return False
        # The cloud first: what it ends from here on is still being written down then.
        listed = self.sandbox.sessions()
        known = [s for s in self.ledger.unended() if not _never_showed(s)]
        if any(s.state not in RUNNING or s.created_at < self._nobody_at for s in known):
            return False
        ours = {session.cloud_session_id for session in known}
        return all(
            line["session_id"] in ours for line in listed if line["state"] in LIVE
        )

    def unaccounted(self) -> tuple[int, float]:
        """Sessions the ledger does not know, and credits it does not know, to 0.01."""
        sessions, credits = 0, 0.0
        for line in self.sandbox.sessions():
            billed = line["billed_credits"]
            try:
                session = self.ledger.find(line["session_id"])
            except NotFound:
                sessions += 1
                credits += billed
                continue
            cost = PRICING.so_far(session, datetime.now(UTC)).credits
            if session.ended_at and session.credits is not None:
                cost = session.credits
            if abs(cost - billed) > 0.01:
                credits += abs(cost - billed)
        return sessions, credits

    def _start(self, stack: ExitStack) -> Running:
        return stack.enter_context(running(self._folder, **self._settings))

    def _session(self, act: str) -> str:
        """The id of a session in which `act` is allowed."""
        if act == "create":
            return ""
        session_id = str(self._post("session/create")["data"]["session_id"])
        if act == "text":
            self.sandbox.fault(f"{V1}.start", status=200, body=SUCCESS)
            self._post("session/start", session_id=session_id, sdp=ANSWER)
        return session_id

    def _send(self, act: str, session_id: str) -> Future[Any]:
        known = {"session_id": session_id} if session_id else {}
        return self._clients.submit(
            self._post, ACTS[act].route, **known, **ACTS[act].body
        )

    def _post(self, route: str, **body: Any) -> Any:
        url = f"{self.apps[0].url}/persona/heygen/{route}"
        return requests.post(url, json=body, timeout=30).json()

    def _answered(self, path: str, index: int) -> bool:
        return self.sandbox.requests(path)[index]["took_ms"] is not None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let nobody write to the ledger."""
        with self.database.write() as connection:
            if not self.database.is_sqlite:
                connection.execute(text("LOCK TABLE sessions IN EXCLUSIVE MODE"))
            yield


def _never_showed(session: Session) -> bool:
    return session.state is State.DOUBTFUL and session.cloud_session_id is None
