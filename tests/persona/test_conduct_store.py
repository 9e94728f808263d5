"""Policy, variables and waiting texts in the persona file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from errors import InvalidInput
from persona.model import Persona, Policy


def test_a_file_from_before_there_were_variables_is_read_and_filled_up(store, path):
    store.active()
    new = {"apology", "safe_line", "policy", "variables"}
    tables = json.loads(path.read_text())
    for record in tables["personas"].values():
        for field in new:
            del record[field]
        record["greeting"] = "Hello!"
        record["instructions"] = "Be brief."
    path.write_text(json.dumps(tables))
    old = store.get("santa-claus")
    assert (old.apology, old.policy, old.variables) == ("", Policy(), ())
    store.update("santa-claus", lambda now: replace(now, title="Saint"))
    written = json.loads(path.read_text())["personas"]["2"]
    assert {key: written[key] for key in new} == {
        "apology": "",
        "safe_line": "",
        "policy": {"words": [], "topics": []},
        "variables": [],
    }


def test_a_text_that_waits_for_a_variable_nobody_declared_is_not_stored(store, path):
    store.active()
    before = path.read_bytes()
    waiting = Persona(name="Ada", traits=("kind", "{{mood}}"), goodbye="Bye, {{you}}")
    for act in (
        lambda: store.add(waiting),
        lambda: store.update(None, lambda _: waiting),
    ):
        with pytest.raises(InvalidInput) as refused:
            act()
        assert refused.value.fields == {
            "traits.1": ["{{mood}} is not one of the variables."],
            "goodbye": ["{{you}} is not one of the variables."],
        }
    assert path.read_bytes() == before
