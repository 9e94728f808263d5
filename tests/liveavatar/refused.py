"""LiveAvatar's refusals as they are known; for the tags see shapes.py."""

from __future__ import annotations

from typing import Any


def refused(message: Any, code: int = 4000, data: Any = None) -> dict[str, Any]:
    """The envelope of a refusal: LIVE."""
    return {"code": code, "data": data, "message": message}


def at_start(*fields: str, message: str = "is not there") -> dict[str, Any]:
    """Status 400, for ids that a token named and the start does not find: LIVE."""
    misfits = [{"loc": [one], "message": message, "params": {}} for one in fields]
    return refused("Errors validating session token", data=misfits)


def documented(*loc: str | int) -> dict[str, Any]:
    """Status 422 as the API description has it; not what was seen: API."""
    misfit = {"loc": list(loc), "msg": "Field required", "type": "missing", "input": {}}
    return {"detail": [misfit]}


NOT_AUTHENTICATED = refused("Not authenticated", 4003)
"""403, a start without a usable token: LIVE."""

CONCURRENCY = refused("Session concurrency limit reached", 4003)
"""403, all places taken: LIVE. A third party's double has 409: GUESS."""

FIELD_REQUIRED = refused("avatar_id: Field required")
"""422 whose `data` is null: LIVE."""

LISTED_FIELD = refused(
    "voice_id: Input should be a valid UUID",
    data=[{"loc": ["avatar_persona", "voice_id"], "message": "Input should be a UUID"}],
)
"""422 whose `data` is a list: LIVE, the members of its entries as at the start."""

NO_MODE = refused("Unable to extract tag using discriminator 'mode'")
"""422, ours to mend and nobody else's: LIVE."""

MODEL_NOT_OURS = refused("LLM configuration 57de4e90 is not in your space")
"""400 at the start, the sense but not the words: LIVE."""

UNKNOWN_KEY = refused("Invalid API key", 4001)
"""401: the status LIVE, the body GUESS."""

NO_CREDITS = refused("Insufficient credits to start session", 4003)
"""403 at the start: GUESS; that a start is refused below a minute's credit: API."""

NO_SESSION = refused("Session not found", 4004)
"""404, a stop of a session that is gone: GUESS, from a third party's double."""

NOT_ACTIVE = refused("Session is not active")
"""400, a keep-alive of a session that is over: GUESS."""
