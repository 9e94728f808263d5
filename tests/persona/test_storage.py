"""The file under the store: whole, kept as it was found, and refused when odd."""

from __future__ import annotations

import json
import stat

import pytest

from errors import StoreBroken
from persona.storage import AtomicJson

TABLES = {"personas": {"1": {"name": "Zoë"}}}


def test_what_is_written_is_read_again(path):
    file = AtomicJson(path)
    file.write(TABLES)
    assert file.read() == TABLES


def test_there_is_nothing_to_read_where_there_is_no_file(path):
    assert AtomicJson(path).read() is None
    assert AtomicJson(path).stamp() is None


def test_the_file_is_made_for_human_eyes(path):
    AtomicJson(path).write(TABLES)
    text = path.read_text(encoding="utf-8")
    assert "Zoë" in text
    assert text.endswith("\n}\n")
    assert len(text.splitlines()) == 7


def test_a_write_keeps_the_files_mode(path):
    path.write_text("{}")
    path.chmod(0o640)
    AtomicJson(path).write(TABLES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_write_through_a_symbolic_link_keeps_the_link(tmp_path, path):
    real = tmp_path / "real.json"
    path.symlink_to(real)
    AtomicJson(path).write(TABLES)
    assert path.is_symlink()
    assert json.loads(real.read_text()) == TABLES


def test_what_a_killed_writer_left_behind_is_no_obstacle(tmp_path, path):
    tmp_path.joinpath(".persona.json.tmp").write_text("{half of")
    AtomicJson(path).write(TABLES)
    assert [entry.name for entry in tmp_path.iterdir()] == ["persona.json"]


def test_every_write_changes_the_stamp(path):
    file = AtomicJson(path)
    stamps = set()
    for size in range(5):
        file.write({"personas": {"1": {"name": "x" * size}}})
        stamps.add(file.stamp())
    assert len(stamps) == 5


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1"),
        (b'{\n "personas": {\n  "1": {},\n }\n}', "line "),
        (b'{\n\n "personas" {}}', "line 3"),
        (b'{"a": "\xff"}', "byte 7"),
        (b'{"personas": {}, "personas": {}}', "key 'personas'"),
        (b"[]", "line 1"),
        (b'{"personas": []}', "personas"),
        (b'{"personas": {"one": {}}}', "personas.one"),
        (b'{"personas": {"1": "Ada"}}', "personas.1"),
        (b"[" * 200_000, "line 1"),
    ],
)
def test_an_odd_file_is_refused_with_its_path_and_place(path, content, place):
    path.write_bytes(content)
    with pytest.raises(StoreBroken) as refused:
        AtomicJson(path).read()
    assert str(path) in refused.value.message
    assert f"at {place}" in refused.value.message
    assert path.read_bytes() == content


def test_a_byte_order_mark_is_no_obstacle(path):
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert AtomicJson(path).read() == {}


@pytest.mark.parametrize("act", ["stamp", "read", "write"])
def test_a_path_that_cannot_be_is_a_plain_sentence(tmp_path, act):
    tmp_path.joinpath("file").write_text("not a folder")
    file = AtomicJson(tmp_path / "file" / "persona.json")
    with pytest.raises(StoreBroken, match=r"cannot be .*: Not a directory"):
        file.write(TABLES) if act == "write" else getattr(file, act)()
