"""The store's verbs, its cache, and what it makes of other people's edits."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace

import pytest
from filelock import FileLock

from errors import LimitReached, NotFound, StoreBroken, WrongState
from persona.model import Persona
from persona.store import MOST_PERSONAS, SHIPPED, PersonaStore

HOUR_NS = 3_600_000_000_000


@pytest.fixture
def later(path):
    """A store whose clock runs an hour ahead, so that no file is fresh to it."""
    return PersonaStore(path, now_ns=lambda: time.time_ns() + HOUR_NS)


def edit(path, **changes):
    """Edit the first persona of the file by hand, in place."""
    tables = json.loads(path.read_text())
    tables["personas"]["1"] |= changes
    path.write_text(json.dumps(tables, indent=2))


def test_a_missing_file_is_made_from_the_shipped_personas(store, path):
    names = [persona.name for persona in store.list()]
    assert names == ["Maya Okafor", "Santa Claus", "Robin Vale"]
    assert path.read_text() == SHIPPED.read_text()


def test_the_shipped_personas_are_complete_but_for_a_face_and_voice_to_choose(store):
    for persona in store.list():
        parts = [persona, persona.education, persona.technical, persona.personality]
        empty = {name for part in parts for name, v in vars(part).items() if v == ""}
        assert empty <= {"avatar_name", "voice_id"}
        assert all(len(vars(part)) and all(vars(part).values()) for part in parts[1:])


def test_a_missing_folder_is_made_as_well(tmp_path):
    store = PersonaStore(tmp_path / "data" / "persona.json")
    assert store.active().name == "Maya Okafor"


def test_exactly_one_persona_is_active(store):
    store.activate("robin-vale")
    assert [one.id for one in store.list() if one.active] == ["robin-vale"]
    assert store.active() == store.get("robin-vale")


def test_an_added_persona_gets_an_id_and_is_not_active(store):
    added = store.add(Persona(id="mine", name="Santa Claus", active=True))
    assert added.id == "santa-claus-2"
    assert store.get("santa-claus-2") == added
    assert not added.active


def test_numbers_of_deleted_records_do_not_mix_personas_up(store):
    store.remove("robin-vale")
    store.add(Persona(name="Ada"))
    assert [one.name for one in store.list()] == ["Maya Okafor", "Santa Claus", "Ada"]


def test_a_change_cannot_move_the_id_or_the_active_mark(store):
    changed = store.update(
        "santa-claus", lambda now: replace(now, id="x", active=True, name="Nick")
    )
    assert (changed.id, changed.active, changed.name) == ("santa-claus", False, "Nick")
    assert store.get("santa-claus") == changed


def test_a_change_that_fails_leaves_the_file_as_it_was(store, path):
    store.active()
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        store.update(None, lambda now: replace(now, title=str(1 / 0)))
    assert path.read_bytes() == before
    assert store.update(None, lambda now: replace(now, title="New")).title == "New"


def test_a_change_that_changes_nothing_writes_nothing(store, path):
    store.active()
    before = path.stat().st_ino
    store.update(None, lambda now: now)
    store.activate(store.active().id)
    assert path.stat().st_ino == before


def test_removing_another_persona_leaves_the_active_one(store):
    assert store.remove("santa-claus").id == "maya-okafor"
    assert store.active().id == "maya-okafor"


def test_removing_the_active_persona_makes_the_first_left_active(store):
    store.activate("santa-claus")
    assert store.remove("santa-claus") == store.active() == store.get("maya-okafor")


def test_the_last_persona_stays(store):
    for persona in store.list()[1:]:
        store.remove(persona.id)
    with pytest.raises(WrongState):
        store.remove("maya-okafor")


def test_nobody_is_not_found(store):
    for verb in (store.get, store.remove, store.activate):
        with pytest.raises(NotFound):
            verb("nobody")
    with pytest.raises(NotFound):
        store.update("nobody", lambda now: now)


def test_a_full_store_takes_no_more(store, path):
    tables = json.loads(SHIPPED.read_text())
    for number in range(4, MOST_PERSONAS + 1):
        tables["personas"][str(number)] = {"id": f"p{number}", "name": "P"}
    path.write_text(json.dumps(tables))
    with pytest.raises(WrongState):
        store.add(Persona(name="One too many"))


def test_a_hand_edit_is_picked_up(later, path):
    assert later.active().title == "Computer engineering student"
    edit(path, title="Graduate")
    assert later.active().title == "Graduate"
    path.write_text(path.read_text().replace("Graduate", "Retired."))
    os.utime(path, ns=(0, 0))
    assert later.active().title == "Retired."


def test_a_short_record_written_by_hand_is_enough(store, path):
    path.write_text(
        '{"personas": {"7": {"id": "ada", "name": "Ada"}},'
        ' "settings": {"1": {"active": "ada"}}}'
    )
    assert store.list() == [Persona(id="ada", name="Ada", active=True)]


def test_an_unchanged_file_is_parsed_once(later):
    later.active()
    assert later.get("santa-claus") is later.get("santa-claus")


def test_two_edits_within_one_tick_of_the_clock_are_told_apart(store, path):
    store.active()
    tick = time.time_ns()
    for title in ("one", "two"):
        edit(path, title=title)
        os.utime(path, ns=(tick, tick))
        assert store.active().title == title


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"education": {"year": 3}}, "personas.1.education.year: Not a valid string."),
        ({"webStack": []}, "personas.1.webStack: Unknown field."),
        ({"traits": ["kind", ""]}, "personas.1.traits.1: May not be blank."),
        ({"personality": "calm"}, "personas.1.personality: Invalid input type."),
        ({"greeting": "Hi, {{you}}!"}, "personas.1.greeting: {{you}} is not one of"),
        ({"goodbye": "Bye {{"}, "personas.1.goodbye: Holds {{ that opens no"),
        ({"policy": {"words": ["*"]}}, "personas.1.policy.words.0: Must hold a letter"),
        ({"variables": [{"name": "A"}]}, "personas.1.variables.0.name: Must be like"),
        ({"id": "Maya!"}, "personas.1.id: Must be like santa-claus."),
        ({"id": "santa-claus"}, "personas.2.id: santa-claus is there twice."),
        ({"id": "ada"}, "settings.1.active: must be the id of a persona."),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_and_kept(store, path, change, place):
    store.active()
    edit(path, **change)
    before = path.read_bytes()
    acts = [
        store.active,
        store.list,
        lambda: store.add(Persona(name="Ada")),
        lambda: store.update(None, lambda now: replace(now, title="x")),
        lambda: store.activate("robin-vale"),
        lambda: store.remove("robin-vale"),
    ]
    for act in acts:
        with pytest.raises(StoreBroken) as refused:
            act()
        assert str(path) in refused.value.message
        assert place in refused.value.message
    assert path.read_bytes() == before


@pytest.mark.parametrize("active", [None, 7, [], "nobody"])
def test_a_file_without_a_sensible_active_persona_is_refused(store, path, active):
    path.write_text(
        json.dumps(
            {
                "personas": {"1": {"id": "ada", "name": "Ada"}},
                "settings": {"1": {"active": active}},
            }
        )
    )
    with pytest.raises(StoreBroken, match=r"settings\.1\.active"):
        store.active()


def test_reading_waits_for_no_lock_and_writing_gives_up_in_time(path):
    store = PersonaStore(path, lock_timeout_s=0.01)
    store.active()
    with FileLock(path.with_name(".persona.json.lock"), is_singleton=False):
        assert store.active().name == "Maya Okafor"
        with pytest.raises(LimitReached) as refused:
            store.update(None, lambda now: now)
    assert refused.value.retry_after_s == 1
    store.update(None, lambda now: now)


def test_a_change_that_writes_on_its_own_gives_up_instead_of_hanging(path):
    store = PersonaStore(path, lock_timeout_s=0.01)
    with pytest.raises(LimitReached):
        store.update(None, lambda now: store.activate("robin-vale"))


def test_a_lock_that_cannot_be_made_is_a_plain_sentence(store, path):
    path.with_name(".persona.json.lock").mkdir()
    with pytest.raises(StoreBroken, match="cannot be locked"):
        store.active()
