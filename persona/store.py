"""Keep the personas in one TinyDB file that people, threads and processes share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from errors import WrongState
from persona.lock import Turns
from persona.model import Change, Persona, slug
from persona.records import Records, Snapshot
from persona.storage import AtomicJson
from storage.whole_file import Stamp

SHIPPED = Path(__file__).with_name("shipped.json")
MOST_PERSONAS = 1000
# The file's clock ticks every few milliseconds: a second change within one tick would
# leave the stamp as it was, so what is read of so fresh a file is not kept.
SETTLED_NS = 50_000_000


class PersonaStore:
    """The personas, one of them active.

    Reading takes no lock: the parsed file is kept until its stamp (mtime, size, inode)
    changes, so a hand edit is picked up by the next request. Each write reads anew,
    changes and replaces the file under a lock shared by threads and processes.

    Every verb raises StoreBroken where the file cannot be read, and leaves it as it is;
    every writing verb raises LimitReached where the lock does not come free in time.

    Args:
        path: The file; made from the shipped personas when there is none.
        lock_timeout_s: Seconds a write waits for its turn.
        now_ns: Nanoseconds since 1970, by the clock that dates the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock_timeout_s: float = 10.0,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._file = AtomicJson(path)
        self._now_ns = now_ns
        self._kept: tuple[Stamp, Snapshot] | None = None
        self._turns = Turns(
            self._file.path.with_name(f".{self._file.path.name}.lock"),
            timeout_s=lock_timeout_s,
        )

    def list(self) -> list[Persona]:
        """All personas, in the file's order."""
        return [*self._read().personas.values()]

    def get(self, persona_id: str) -> Persona:
        """One persona; NotFound when there is none with this id."""
        return self._read().find(persona_id)

    def active(self) -> Persona:
        """The persona that `/persona` and the sessions speak as."""
        return self._read().find(None)

    def add(self, persona: Persona) -> Persona:
        """Store a new persona under an id made from its name.

        Raises:
            WrongState: The store is full.
        """
        with self._writing() as records:
            taken = records.before.personas
            if len(taken) >= MOST_PERSONAS:
                raise WrongState(f"There are {len(taken)} personas; delete one first.")
            added = replace(persona, id=slug(persona.name, taken), active=False)
            records.insert(added)
        return added

    def update(self, persona_id: str | None, change: Change) -> Persona:
        """Read one persona, change it and store it as one act.

        Args:
            persona_id: Which one; None is the active one.
            change: Makes the new value from the current one. It runs under the lock,
                so it should be quick; `id` and `active` stay whatever it does.

        Raises:
            NotFound: There is no persona with this id.
        """
        with self._writing() as records:
            old = records.before.find(persona_id)
            new = replace(change(old), id=old.id, active=old.active)
            if new != old:
                records.update(new)
        return new

    def activate(self, persona_id: str) -> Persona:
        """Make this the active persona; NotFound when there is none with this id."""
        with self._writing() as records:
            chosen = records.before.find(persona_id)
            if not chosen.active:
                records.activate(chosen.id)
        return replace(chosen, active=True)

    def remove(self, persona_id: str) -> Persona:
        """Delete a persona and give the active one: the first left, if it was active.

        Raises:
            NotFound: There is no persona with this id.
            WrongState: It is the last one.
        """
        with self._writing() as records:
            before = records.before
            removed = before.find(persona_id)
            left = [one for one in before.personas.values() if one != removed]
            if not left:
                raise WrongState(
                    "The last persona cannot be deleted; create another one first."
                )
            heir = left[0] if removed.active else before.find(None)
            records.remove(removed.id)
            if removed.active:
                records.activate(heir.id)
        return replace(heir, active=True)

    def _read(self) -> Snapshot:
        now_ns, stamp, kept = self._now_ns(), self._file.stamp(), self._kept
        if stamp is None:
            with self._writing() as records:
                return records.before
        if kept and kept[0] == stamp:
            return kept[1]
        snapshot = Records(self._file).before
        if now_ns - stamp.mtime_ns > SETTLED_NS:
            self._kept = stamp, snapshot
        return snapshot

    @contextmanager
    def _writing(self) -> Iterator[Records]:
        """Hold the lock from the reading to the writing; an error writes nothing."""
        with self._turns.turn():
            if self._file.stamp() is None:
                self._file.write(AtomicJson(SHIPPED).read() or {})
            records = Records(self._file)
            yield records
            records.commit()
