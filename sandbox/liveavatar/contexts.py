"""Contexts: what an avatar of a FULL session knows, and how it greets."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.clock import Clock
from sandbox.liveavatar.errors import NameTaken, NotFound
from sandbox.liveavatar.fields import Fields

_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, kw_only=True)
class Context:
    """One context.

    Attributes:
        created_at: Unix seconds, as is `updated_at`.
    """

    name: str
    prompt: str
    opening_text: str
    created_at: float
    updated_at: float
    links: tuple[Mapping[str, Any], ...] = ()
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def variables(self) -> list[str]:
        """The names that its texts hold as `{{name}}`."""
        return sorted(set(_VARIABLE.findall(f"{self.prompt} {self.opening_text}")))

    def filled(self, variables: Mapping[str, str]) -> Context:
        """It with the variables in its texts; what has no value stays as it is."""

        def value(found: re.Match[str]) -> str:
            return variables.get(found[1], found[0])

        return replace(
            self,
            prompt=_VARIABLE.sub(value, self.prompt),
            opening_text=_VARIABLE.sub(value, self.opening_text),
        )


DEMO = Context(
    id="5b9dba8a-aa31-11f0-a6ee-066a7fa2e369",
    name="Wayne",
    prompt="Name: Wayne\nTitle: guide of this demo\nInterests: avatars, good coffee",
    opening_text="Hello, I am Wayne. What would you like to talk about?",
    created_at=0.0,
    updated_at=0.0,
)
"""The vendor's demo names it from any account. Its texts are ours."""


class Contexts:
    """The contexts of every account."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._contexts: defaultdict[str, dict[str, Context]] = defaultdict(dict)

    def of(self, key: str) -> list[Context]:
        """The account's own, oldest first."""
        return list(self._contexts[key].values())

    def get(self, key: str, context_id: str) -> Context:
        """One of the account's own, or the demo's.

        Raises:
            NotFound: There is none.
        """
        found = self._contexts[key].get(context_id)
        if found is None and context_id == DEMO.id:
            return DEMO
        if found is None:
            raise NotFound("Context")
        return found

    def add(self, key: str, body: Fields) -> Context:
        """Make one.

        Raises:
            Unprocessable: The body breaks the contract.
            NameTaken: The account has one of that name.
        """
        texts = {
            name: body.text(name, required=True)
            for name in ("name", "prompt", "opening_text")
        }
        links = _links(body)
        body.check()
        self._refuse_double(key, texts["name"])
        now = self._clock.now()
        context = Context(**texts, links=links, created_at=now, updated_at=now)
        self._contexts[key][context.id] = context
        return context

    def change(self, key: str, context_id: str, body: Fields) -> Context:
        """Change what the body names.

        Raises:
            NotFound: There is none, or it is not the account's own.
            Unprocessable: The body breaks the contract.
            NameTaken: The account has another one of that name.
        """
        context = self._own(key, context_id)
        changes: dict[str, Any] = {
            name: body.text(name)
            for name in ("name", "prompt", "opening_text")
            if body.has(name)
        }
        if body.has("links"):
            changes["links"] = _links(body)
        body.check()
        self._refuse_double(key, changes.get("name", ""), but=context_id)
        context = replace(context, **changes, updated_at=self._clock.now())
        self._contexts[key][context_id] = context
        return context

    def remove(self, key: str, context_id: str) -> None:
        """Forget one.

        Raises:
            NotFound: There is none, or it is not the account's own.
        """
        self._own(key, context_id)
        del self._contexts[key][context_id]

    def clear(self) -> None:
        """Forget them all."""
        self._contexts.clear()

    def _own(self, key: str, context_id: str) -> Context:
        if context_id not in self._contexts[key]:
            raise NotFound("Context")
        return self._contexts[key][context_id]

    def _refuse_double(self, key: str, name: str, but: str = "") -> None:
        # Inferred from how clients behave; on no record otherwise.
        if any(one.name == name and one.id != but for one in self.of(key)):
            raise NameTaken


def _links(body: Fields) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {
            "id": row.text("id") or str(uuid.uuid4()),
            "url": row.text("url", required=True),
            "faq": row.text("faq"),
        }
        for row in body.rows("links")
    )
