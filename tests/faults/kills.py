"""A server that is killed while its acts are held at chosen steps, and the books."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import text

from errors import NotFound
from sessions.cost import Pricing
from sessions.ledger import Ledger
from sessions.model import Session, State
from storage.database import Database
from tests.clouds import CLOUDS, HEYGEN, CloudKind
from tests.faults.acts import SUCCESS, V1
from tests.faults.kill_points import ACTS, AT_ONCE, STEPS, UNASKED, UNWRITTEN, Point
from tests.sandbox_server import SandboxControl
from tests.serving.running import Running, running
from tests.waiting import until

SETTLED_WITHIN_S = 5.0
RUNNING = (State.OPEN, State.LIVE)
PRICING = Pricing(tariffs={cloud.name: cloud.tariff for cloud in CLOUDS.values()})


class Victims:
    """One or more servers over one ledger and one sandbox; a context manager.

    Args:
        sandbox: The cloud; nobody else uses it.
        folder: For their files.
        database_url: Their ledger.
        cloud: Which of the sandbox's clouds they use.
        count: How many servers.
    """

    def __init__(
        self,
        sandbox: SandboxControl,
        folder: Path,
        database_url: str,
        cloud: CloudKind = HEYGEN,
        count: int = 1,
    ) -> None:
        self.sandbox = sandbox
        self.cloud = cloud
        self.acts = ACTS[cloud.name]
        self.database = Database(database_url)
        self.ledger = Ledger(database=self.database, now=lambda: datetime.now(UTC))
        self._folder = folder
        self._settings = {
            **cloud.environ(sandbox),
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "ERROR",
        }
        self._stacks = [ExitStack() for _ in range(count)]
        self._nobody_at = datetime.min.replace(tzinfo=UTC)
        self._clients = ThreadPoolExecutor(40)
        self.apps: list[Running] = []

    def __enter__(self) -> Victims:
        self.renew()
        self.apps = [self._start(stack) for stack in self._stacks]
        return self

    def __exit__(self, *_failure: object) -> None:
        for stack in self._stacks:
            stack.close()
        self._clients.shutdown(cancel_futures=True)
        self.database.close()

    def renew(self) -> None:
        """A clean sandbox with as much room as anybody needs."""
        self.sandbox.reset()
        self.cloud.limit(self.sandbox, **self.cloud.roomy)

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
            path = self.acts[act].cloud
            arrived = len(self.sandbox.requests(path))
            self.sandbox.fault(path, **self.acts[act].answer, **STEPS[step])
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
        text = self.acts["text"]
        if "text" in acts and text.cloud:
            self.sandbox.fault(text.cloud, times=None, **text.answer)
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
            line["session_id"] in ours
            for line in listed
            if line["state"] in self.cloud.running
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
        if self.acts[act].route == "session/create":
            return ""
        session_id = str(self._post("session/create")["data"]["session_id"])
        if act == "text":
            if not self.cloud.by_rooms:
                self.sandbox.fault(f"{V1}.start", status=200, body=SUCCESS)
            start = self.cloud.start
            self._post("session/start", session_id=session_id, **start)
        return session_id

    def _send(self, act: str, session_id: str) -> Future[Any]:
        known = {"session_id": session_id} if session_id else {}
        doing = self.acts[act]
        return self._clients.submit(self._post, doing.route, **known, **doing.body)

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
    is_in_doubt = session.state is State.DOUBTFUL
    return is_in_doubt and (session.cloud_session_id is None or session.may_begin)
