"""Several chats of one session: a page that comes again before its old line is dead."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from heygen.voice_chats import VoiceChats
from sessions.order import SessionOrder
from tests.cores import TestClock, a_service
from tests.fakes import FakeCloud
from tests.heygen.voice.stage import Above, Below
from tests.waiting import until


class Chat:
    """One of them at work."""

    def __init__(self, chats, session):
        self.below, self._above = Below(), Above()
        self._thread = threading.Thread(
            target=chats.relay, args=(session, self.below, self._above, "")
        )
        self._thread.start()

    def break_off(self):
        """The line is dead, without a word."""
        self.below.close(1006)
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def sessions(database):
    return a_service(cloud=FakeCloud(), database=database, clock=TestClock())


@pytest.fixture
def session(sessions):
    return sessions.find(sessions.open(SessionOrder()).cloud_session_id)


@pytest.fixture
def is_waited_for(sessions, session):
    """Whether the session ends unless there is a sign of life."""
    return lambda: sessions.find(session.id).beat_at is not None


@pytest.fixture
def open_chat(sessions, session):
    tasks: Any = None  # nobody writes anything
    chats = VoiceChats(base_url="", sessions=sessions, tasks=tasks, clock=lambda: 0.0)
    opened = []

    def open_chat():
        opened.append(Chat(chats, session))
        return opened[-1]

    yield open_chat
    for chat in opened:
        chat.break_off()


def test_who_opens_another_chat_is_back(open_chat, is_waited_for):
    open_chat().break_off()
    assert is_waited_for()
    open_chat()
    until(lambda: not is_waited_for())


def test_an_old_line_that_dies_late_takes_nobody_away(
    open_chat, sessions, session, is_waited_for
):
    old = open_chat()
    sessions.viewers.beat(session.id)
    new = open_chat()
    until(lambda: not is_waited_for())
    old.break_off()
    assert not is_waited_for()
    new.break_off()
    assert is_waited_for()
