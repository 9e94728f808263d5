"""The persona routes: the active one for the first clients, and the collection.

`/persona` shows the bare object: no `id`, no `active`, optional fields only when set.
`/personas` adds both. Reads answer the object itself, writes an envelope around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import url_for

from persona.answers import (
    BarePersonaSchema,
    ConfigWrittenSchema,
    DetailsWrittenSchema,
    PersonaRemovedSchema,
    PersonaSchema,
    PersonaWrittenSchema,
    PromptSchema,
)
from persona.model import Changes, Persona, merge, overwrite
from persona.prompt import system_prompt
from persona.schemas import (
    Asked,
    NewPersonaSchema,
    PersonaConfigSchema,
    PersonaDetailsSchema,
    PersonaPatchSchema,
)
from persona.store import PersonaStore
from web.blueprint import Blueprint

Answer = Mapping[str, Any]


def create_blueprint(store: PersonaStore) -> Blueprint:
    """Build all persona routes over one store."""
    bp = Blueprint("personas", __name__, description="Who speaks.")
    _add_active(bp, store)
    _add_collection(bp, store)
    _add_one(bp, store)
    return bp


def _written(message: str, *, ignored: tuple[str, ...] = (), **payload: Any) -> Answer:
    answer = {"success": True, "message": message, **payload}
    return {**answer, "ignored": ignored} if ignored else answer


def _add_active(bp: Blueprint, store: PersonaStore) -> None:
    @bp.route("/persona")
    @bp.response(200, BarePersonaSchema)
    def read_active() -> Persona:
        """Read the active persona."""
        return store.active()

    @bp.route("/persona/config")
    @bp.response(200, BarePersonaSchema)
    def read_config() -> Persona:
        """Read the active persona, under its other address."""
        return store.active()

    @bp.route("/persona", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(PersonaDetailsSchema)
    @bp.response(200, DetailsWrittenSchema)
    @bp.fails(400, 413)
    def change_details(asked: Asked) -> Answer:
        """Change name, title and education of the active persona.

        Any subset; what is not given stays, inside `education` as well. Other fields
        are not applied and are named in `ignored`.
        """
        persona = store.update(None, lambda now: merge(now, asked.changes))
        message = "Persona details updated successfully"
        return _written(message, persona=persona, ignored=asked.ignored)

    @bp.route("/persona/update", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.arguments(PersonaConfigSchema)
    @bp.response(200, ConfigWrittenSchema)
    @bp.fails(400, 413)
    def change_config(asked: Asked) -> Answer:
        """Change any aspect of the active persona.

        A key that is given replaces that aspect whole, nested objects included; a key
        that is absent leaves it as it is.
        """
        persona = store.update(None, lambda now: overwrite(now, asked.changes))
        message = "Persona configuration updated successfully"
        return _written(message, data=persona, ignored=asked.ignored)


def _add_collection(bp: Blueprint, store: PersonaStore) -> None:
    @bp.route("/personas")
    @bp.response(200, PersonaSchema(many=True))
    def list_personas() -> list[Persona]:
        """List all personas; exactly one is active."""
        return store.list()

    @bp.route("/personas", methods=["POST"])
    @bp.once()
    @bp.arguments(NewPersonaSchema)
    @bp.response(201, PersonaWrittenSchema)
    @bp.fails(400, 409, 413)
    def create_persona(given: Changes) -> tuple[Answer, dict[str, str]]:
        """Create a persona; its id is made from its name."""
        persona = store.add(overwrite(Persona(), given))
        location = url_for("personas.read_persona", persona_id=persona.id)
        answer = _written("Persona created successfully", data=persona)
        return answer, {"Location": location}


def _add_one(bp: Blueprint, store: PersonaStore) -> None:
    one = partial(bp.route, "/personas/<persona_id>")

    @one()
    @bp.response(200, PersonaSchema)
    @bp.fails(404)
    def read_persona(persona_id: str) -> Persona:
        """Read one persona."""
        return store.get(persona_id)

    @one(methods=["PUT"])
    @bp.arguments(NewPersonaSchema)
    @bp.response(200, PersonaWrittenSchema)
    @bp.fails(400, 404, 413)
    def replace_persona(given: Changes, persona_id: str) -> Answer:
        """Replace a persona: what is absent is emptied; the id stays."""
        persona = store.update(persona_id, lambda _: overwrite(Persona(), given))
        return _written("Persona replaced successfully", data=persona)

    @one(methods=["PATCH"])
    @bp.arguments(PersonaPatchSchema)
    @bp.response(200, PersonaWrittenSchema)
    @bp.fails(400, 404, 413)
    def patch_persona(given: Changes, persona_id: str) -> Answer:
        """Change some of a persona: what is absent stays, at every depth."""
        persona = store.update(persona_id, lambda now: merge(now, given))
        return _written("Persona updated successfully", data=persona)

    @one(methods=["DELETE"])
    @bp.response(200, PersonaRemovedSchema)
    @bp.fails(404, 409)
    def delete_persona(persona_id: str) -> Answer:
        """Delete a persona, but never the last.

        When it was the active one, the first of those left becomes active.
        """
        active = store.remove(persona_id)
        gone = {"id": persona_id, "active": active.id}
        return _written("Persona deleted successfully", data=gone)

    @bp.route("/personas/<persona_id>/activate", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.response(200, PersonaWrittenSchema)
    @bp.fails(404)
    def activate_persona(persona_id: str) -> Answer:
        """Make this the persona that `/persona` and new sessions speak as."""
        persona = store.activate(persona_id)
        return _written("Persona activated successfully", data=persona)

    @bp.route("/personas/<persona_id>/prompt")
    @bp.response(200, PromptSchema)
    @bp.fails(404)
    def read_prompt(persona_id: str) -> dict[str, str]:
        """Read the system prompt as the model will see it."""
        return {"prompt": system_prompt(store.get(persona_id))}
