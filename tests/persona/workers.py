"""What the processes of the store's tests do; they start from a clean interpreter."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from persona.model import Persona
from persona.store import PersonaStore

COPIES = 90


def count_up(path: Path, times: int) -> None:
    """Add one to the number in the active persona's title, `times` times."""
    store = PersonaStore(path, lock_timeout_s=60)
    for _ in range(times):
        store.update(None, lambda now: replace(now, title=f"{int(now.title) + 1}"))


def write_until_killed(path: Path, done: Connection) -> None:
    """Write a large persona over and over, telling the number of each one stored."""
    store = PersonaStore(path)
    for number in count(int(store.active().title) + 1):
        store.update(None, lambda now: numbered(now, number))  # noqa: B023 - runs now
        done.send(number)


def numbered(persona: Persona, number: int) -> Persona:
    """Make a persona that says its number in its title and in every trait."""
    trait = f"{number:08d}" * 200
    return replace(persona, title=str(number), traits=(trait,) * COPIES)
