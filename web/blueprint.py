"""A flask-smorest Blueprint with types, our parser, and a word for the errors."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest
from marshmallow import Schema

from web import idempotency
from web.parsing import BodyParser

View = TypeVar("View", bound=Callable[..., Any])
Wrap = Callable[[View], View]
AnySchema = Schema | type[Schema]


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # published untyped
    """Routes whose decorators read like the contract: in, out, and what can fail."""

    ARGUMENTS_PARSER = BodyParser()
    refusal: type[Schema] | None = None
    """The schema of its errors, where they are not `web.errors`' own."""

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Serve the view at `rule`."""
        wrap: Callable[[View], View] = super().route(rule, **options)
        return wrap

    def arguments(self, schema: AnySchema, **kwargs: Any) -> Callable[[View], View]:
        """Load the request by `schema` and hand it to the view."""
        # Made once: a class would be made anew for every request.
        once = schema() if isinstance(schema, type) else schema
        wrap: Callable[[View], View] = super().arguments(once, **kwargs)
        return wrap

    def response(
        self, status: int, schema: AnySchema | None = None, **kwargs: Any
    ) -> Callable[[View], View]:
        """Answer with what the view returns, dumped by `schema`."""
        wrap: Callable[[View], View] = super().response(status, schema, **kwargs)
        return wrap

    def once(self, *, harmless_twice: bool = False) -> Callable[[View], View]:
        """Honour an Idempotency-Key; to stand right below `route`.

        Args:
            harmless_twice: Doing it again does no harm, so that a failure which
                leaves open whether it was done may be tried again under the same key.
        """

        def wrap(view: View) -> View:
            marked = idempotency.acts(view, harmless_twice=harmless_twice)
            described: View = self.doc(parameters=[idempotency.PARAMETER])(marked)
            return self.fails(409)(described)

        return wrap

    def empty(self, status: int, description: str) -> Callable[[View], View]:
        """Document a status that is answered without a body."""
        wrap: Callable[[View], View] = self.alt_response(
            status, description=description
        )
        return wrap

    def fails(self, *statuses: int) -> Callable[[View], View]:
        """Document the error statuses a route can answer with."""
        # All at once: flask-smorest copies what is described with every decorator.
        described = {status: self._refusal_of(status) for status in statuses}
        wrap: Callable[[View], View] = self.doc(responses=described)
        return wrap

    def _refusal_of(self, status: int) -> str | dict[str, Any]:
        """An error in OpenAPI's words: flask-smorest has a response for each status."""
        if self.refusal is None:
            return HTTPStatus(status).name
        return {
            "description": HTTPStatus(status).phrase,
            "content": {"application/json": {"schema": self.refusal}},
        }
