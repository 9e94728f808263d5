"""Customers in a file of one's own: keys by their hashes, all else to be read."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from marshmallow import ValidationError

from errors import InvalidInput, LimitReached, StoreBroken
from liveavatar.customers import Customer, digest, stranger
from liveavatar.customers_records import (
    Misfit,
    Record,
    checked,
    customer_of,
    first_problem,
    parse,
    written,
)
from storage.whole_file import Stamp, replace_whole, stamp_of

log = logging.getLogger(__name__)

PRIVATE = 0o600
LOCK_TIMEOUT_S = 10.0
# The file's clock ticks every few milliseconds: a second change within one tick would
# leave the stamp as it was, so what is read of so fresh a file is not kept.
SETTLED_NS = 50_000_000


class CustomerFile:
    """The customers of `customers.json`, a list of records. Safe between threads.

    A hand edit counts from the next call on. A file that cannot be read is refused
    with its path and line, and never written over. Where there is none yet, there is
    no customer.

    Args:
        path: The file.
        lock_timeout_s: Seconds a write waits for its turn.
        now_ns: Nanoseconds since 1970, by the clock that dates the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock_timeout_s: float = LOCK_TIMEOUT_S,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        # A link to it stays one.
        self.path = path.resolve()
        self._lock_timeout_s = lock_timeout_s
        self._now_ns = now_ns
        self._kept: tuple[Stamp | None, Mapping[str, Customer]] | None = None

    def find(self, key: str) -> Customer:
        """The customer of a key.

        Raises:
            Unauthorized: Nobody has it.
            StoreBroken: The file cannot be read.
        """
        found = self._customers().get(digest(key))
        if found is None:
            raise stranger()
        return found

    def records(self) -> list[Record]:
        """Everything in the file, in its order, every member there.

        Raises:
            StoreBroken: The file cannot be read.
        """
        try:
            # Some editors put a byte order mark in front.
            return parse(self.path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._failed("read", error) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise self._broken(Misfit(line, "Is no UTF-8 text")) from None
        except Misfit as misfit:
            raise self._broken(misfit) from None

    def add(self, key: str, **members: Any) -> Customer:
        """Write a customer down, behind those that are there.

        Args:
            key: The customer's; its hash alone is written.
            members: `name` and what else is known, as in the file.

        Raises:
            InvalidInput: The name or the key is taken, or a member makes no sense.
            LimitReached: Others have been writing all the while.
            StoreBroken: The file cannot be read or written.
        """
        try:
            record = checked({**members, "key_sha256": digest(key)})
        except ValidationError as error:
            place, why = first_problem(error.messages)
            raise InvalidInput(f"{place}: {why}.", fields={place: [why]}) from None
        with self._turn():
            records = self.records()
            for name in ("name", "key_sha256"):
                if any(one[name] == record[name] for one in records):
                    raise InvalidInput(f"There is a customer of this {name} already.")
            self._write([*records, record])
        return customer_of(record)

    def _customers(self) -> Mapping[str, Customer]:
        try:
            stamp = stamp_of(self.path)
        except OSError as error:
            raise self._failed("read", error) from error
        kept = self._kept
        if kept is not None and kept[0] == stamp:
            return kept[1]
        if stamp is None:
            log.warning("there is no file %s, and so no customer", self.path)
        customers = {one["key_sha256"]: customer_of(one) for one in self.records()}
        if stamp is None or self._now_ns() - stamp.mtime_ns > SETTLED_NS:
            self._kept = stamp, customers
        return customers

    @contextmanager
    def _turn(self) -> Iterator[None]:
        lock = FileLock(
            self.path.with_name(f".{self.path.name}.lock"),
            timeout=self._lock_timeout_s,
        )
        try:
            lock.acquire()
        except Timeout:
            raise LimitReached(
                "The file of customers is busy; try again in a moment."
            ) from None
        except OSError as error:
            raise self._failed("locked", error) from error
        try:
            yield
        finally:
            lock.release()

    def _write(self, records: list[Record]) -> None:
        try:
            replace_whole(self.path, written(records).encode(), new_mode=PRIVATE)
        except OSError as error:
            raise self._failed("written", error) from error

    def _broken(self, misfit: Misfit) -> StoreBroken:
        return StoreBroken(
            f"The file of customers {self.path} is broken at line {misfit.line}:"
            f" {misfit.why}. It is left as it is; mend it by hand.",
            detail=f"{self.path}, line {misfit.line}: {misfit.why}",
        )

    def _failed(self, what: str, error: OSError) -> StoreBroken:
        return StoreBroken(
            f"The file of customers {self.path} cannot be {what}: {error.strerror}."
        )
