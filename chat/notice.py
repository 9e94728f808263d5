"""Why a persona said something else than an answer, in words for the caller."""

from __future__ import annotations

from dataclasses import dataclass

from errors import AppError


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something the caller should know about an answer.

    Attributes:
        code: A stable word: `refused`, or that of an error.
        message: A sentence for people.
    """

    code: str
    message: str

    @classmethod
    def of(cls, error: AppError) -> Notice:
        """The notice of what failed."""
        return cls(code=error.code, message=error.message)


REFUSED = Notice(
    code="refused", message="This is not something the persona talks about."
)
