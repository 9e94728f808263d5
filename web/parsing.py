"""Turn a request body into checked values, or an InvalidInput naming the field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError
from webargs.core import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException

from errors import InvalidInput, TooLarge

WHOLE = "body"


def flatten(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Walk marshmallow's nested messages as dotted names with their reasons.

    `{"education": {"year": ["Not a valid string."]}}` becomes
    `("education.year", ["Not a valid string."])`.
    """
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            step = "" if key == "_schema" else str(key)
            yield from flatten(inner, f"{path}.{step}".strip("."))
    elif isinstance(messages, list):
        yield path or WHOLE, [str(reason) for reason in messages]
    else:
        yield path or WHOLE, [str(messages)]


def invalid(messages: Any) -> InvalidInput:
    """Build the error for a set of marshmallow messages."""
    fields = dict(flatten(messages))
    first, reasons = next(iter(fields.items()))
    others = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
    return InvalidInput(
        f"The request has a problem in '{first}': {reasons[0]}{others}", fields=fields
    )


def _read(req: Request) -> bytes:
    try:
        body = req.get_data(cache=True)
    except HTTPException:
        raise
    except Exception:
        # A body in chunks that are none: what is raised then is the server's own.
        raise InvalidInput(
            "The body could not be read.", fields={WHOLE: ["Broken while being sent."]}
        ) from None
    # Without a length to go by, werkzeug reads up to the limit and says nothing.
    if req.content_length is None and len(body) == req.max_content_length:
        raise TooLarge("The request body is too large.")
    return body


class BodyParser(FlaskParser):
    """Loads JSON bodies by schema; an absent body counts as an empty object."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - webargs' own shape
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "json": None,  # the schema decides, here and below
        "query": None,
    }

    def _raw_load_json(self, req: Request) -> Any:
        body = _read(req)
        if not body:
            return missing
        if not req.is_json:
            raise InvalidInput(
                "Send the body as JSON, with Content-Type: application/json.",
                fields={WHOLE: ["Not sent as application/json."]},
            )
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise InvalidInput(
                "The body is not valid JSON.", fields={WHOLE: ["Not valid JSON."]}
            ) from None

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Translate marshmallow's complaint into the error tree."""
        (messages,) = error.messages_dict.values()  # webargs: by location
        raise invalid(messages)
