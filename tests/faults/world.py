"""A sandbox and an app in virtual time, the janitor's rounds made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app import create_app
from config import Config
from tests.clouds import HEYGEN
from tests.faults.acts import started
from tests.waiting import until
from tests.whole import Caller


class World:
    """A sandbox and an app whose clocks are pushed alike; rounds come by hand."""

    def __init__(self, sandbox, folder, cloud=HEYGEN, **settings):
        self.sandbox = sandbox
        self.offset = timedelta()
        config = Config(
            persona_file=folder / "persona.json",
            database_url=f"sqlite:///{folder / 'ledger.db'}",
            **cloud.settings(sandbox),
            **settings,
        )
        self.app = create_app(config, now=lambda: datetime.now(UTC) + self.offset)
        self.core = self.app.extensions["core"]
        self.call = Caller(self.app)

    def opened(self):
        """The id of a session, into whose room, if any, the server has looked."""
        session_id = self.call.create()["session_id"]
        self._looked(session_id)
        return session_id

    def started(self):
        """The same, of one that is live."""
        session_id = started(self.call, self.sandbox)
        self._looked(session_id)
        return session_id

    def _looked(self, session_id):
        """Else it would see an empty room at whatever time the test has come to."""
        if self.call.cloud.by_rooms:
            until(lambda: self.find(session_id).beat_at)

    def pass_by(self, seconds):
        self.sandbox.advance(seconds)
        self.offset += timedelta(seconds=seconds)

    def watch(self, session_id, seconds, step_s=30):
        """Let time pass under the eyes of a viewer and of the janitor."""
        while seconds > 0:
            self.pass_by(min(step_s, seconds))
            self.core.sessions.viewers.beat(session_id)
            self.core.janitor.round()
            seconds -= step_s

    def find(self, session_id):
        return self.core.sessions.find(session_id)

    def bill(self, session_id):
        (line,) = (
            line for line in self.sandbox.sessions() if line["session_id"] == session_id
        )
        return line["billed_credits"]

    def events(self, session_id, kind):
        own_id = self.find(session_id).id
        events = self.core.sessions.record.events(own_id)
        return [event.data for event in events if event.kind == kind]
