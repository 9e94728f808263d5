"""Customers' keys, ids and a Petya that does as it is told."""

from __future__ import annotations

import threading

from errors import AppError

KEY = "SE_1234567890123456"
AVATAR = "57de4e90-27c0-599c-8882-2d8ecf186817"
VOICE = "b952f553-f7f3-4e52-8625-86b4c415384f"
CONTEXT = "3f2f8d4c-7a41-4c1e-9f6a-0a4f4d1f2c11"


class Ticks:
    """Seconds that grow when they are told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class FakePetya:
    """Knows every key, unless told otherwise.

    Attributes:
        asked: The keys that `config` was asked about.
        fails: What to raise instead of an answer, until taken back.
        gate: When set, an answer waits for it.
        entered: Released by each question as it comes in.
        told: What `config` answers.
        domains: What `allowed_domains` answers.
    """

    def __init__(self):
        self.asked: list[str] = []
        self.fails: AppError | None = None
        self.gate: threading.Event | None = None
        self.entered = threading.Semaphore(0)
        self.told = {
            "avatar_id": AVATAR,
            "voice_id": "",
            "context_id": "",
            "intro": "Hello.",
        }
        self.domains: list[str] = []

    def config(self, key):
        self.asked.append(key)
        self.entered.release()
        if self.gate:
            assert self.gate.wait(10), "nobody opened the gate"
        if self.fails:
            raise self.fails
        return dict(self.told)

    def allowed_domains(self, key):
        if self.fails:
            raise self.fails
        return list(self.domains)
