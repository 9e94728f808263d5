"""A sandbox and an app in virtual time, the janitor's rounds made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app import create_app
from config import Config
from tests.whole import HEYGEN_KEY, OPENAI_KEY, Caller

# A sandbox that ends nothing but what is idle.
ROOMY = (
    *("--session-limit", "3600", "--start-timeout", "4000"),
    *("--max-sessions", "1000", "--credits", "100000"),
)


class World:
    """A sandbox and an app whose clocks are pushed alike; rounds come by hand."""

    def __init__(self, sandbox, folder, **settings):
        self.sandbox = sandbox
        self.offset = timedelta()
        config = Config(
            persona_file=folder / "persona.json",
            database_url=f"sqlite:///{folder / 'ledger.db'}",
            heygen_base_url=sandbox.heygen_url,
            heygen_api_key=HEYGEN_KEY,
            openai_base_url=sandbox.openai_url,
            openai_api_key=OPENAI_KEY,
            **settings,
        )
        self.app = create_app(config, now=lambda: datetime.now(UTC) + self.offset)
        self.core = self.app.extensions["core"]
        self.call = Caller(self.app)

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
