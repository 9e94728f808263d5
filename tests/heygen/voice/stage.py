"""A relay at work between two sides that the test plays."""

from __future__ import annotations

import json
import queue
import threading
from typing import Any

from errors import Unreachable
from heygen.voice import Relay
from heygen.voice_texts import Texts

END = object()


class Below:
    """The browser: what it is to send is put into `sent`."""

    def __init__(self):
        self.close_code = None
        self.told = []
        self.sent: queue.Queue[Any] = queue.Queue()

    def receive(self, within_s):
        message = self.sent.get(timeout=10)
        if message is END:
            self.close_code = self.close_code or 1006
            raise EOFError
        return message

    def send(self, text):
        if self.close_code:
            raise EOFError
        self.told.append(json.loads(text))

    def close(self, code=1000, reason=""):
        self.close_code = self.close_code or code
        self.sent.put(END)


class Above:
    """HeyGen: what it is to tell is put into `told`."""

    def __init__(self):
        self.close_code = None
        self.heard = []
        self.told: queue.Queue[Any] = queue.Queue()

    def send_frame(self, frame):
        if self.close_code:
            raise Unreachable("closed", upstream="heygen")
        self.heard.append(frame)

    def messages(self):
        while (message := self.told.get(timeout=10)) is not END:
            yield message

    def close(self, code=1000):
        self.close_code = self.close_code or code
        self.told.put(END)


class Viewer:
    def __init__(self):
        self.signs: list[str] = []
        self.has_come = False
        self.over = False

    def came(self):
        self.has_come = True

    def is_over(self):
        return self.over

    def seen(self):
        self.signs.append("seen")

    def spoke(self):
        self.signs.append("spoke")

    def left(self):
        self.signs.append("left")


class Stage:
    """A relay at work between the two."""

    def __init__(self):
        self.below, self.above, self.viewer = Below(), Above(), Viewer()
        self.now = 0.0
        self.tasks: list[Any] = []
        self.waits = False
        self.run = self.tasks.append
        relay = Relay(
            below=self.below,
            above=self.above,
            texts=lambda tell: Texts(
                run=lambda task: self.run(task),
                is_waiting=lambda: self.waits,
                tell=tell,
            ),
            viewer=self.viewer,
            clock=lambda: self.now,
        )
        self.thread = threading.Thread(target=relay.run, args=("Hello!",))
        self.thread.start()

    def send(self, *messages):
        for message in messages:
            self.below.sent.put(message)

    def ended(self):
        self.thread.join(10)
        assert not self.thread.is_alive()
        return self.below.close_code
