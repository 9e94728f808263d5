"""The file of customers: edited by hand, refused when odd, never half written."""

from __future__ import annotations

import json
import logging
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from errors import InvalidInput, LimitReached, StoreBroken, Unauthorized
from liveavatar.customers import digest, id_of
from liveavatar.customers_file import CustomerFile
from tests.liveavatar.customers import AVATAR, CONTEXT, KEY, VOICE

RECORD = {"name": "Shop", "key_sha256": digest(KEY)}
WHOLE = {
    **RECORD,
    "avatar_id": AVATAR,
    "voice_id": VOICE,
    "context_id": CONTEXT,
    "intro": "Welcome.",
    "origins": ["https://Shop.example"],
    "sessions": 2,
    "session_s": 600,
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "customers.json"


@pytest.fixture
def write(path):
    def write(*records):
        path.write_text(json.dumps(records, indent=2))

    return write


def test_a_customer_is_found_by_its_key(path, write):
    write(WHOLE)
    customer = CustomerFile(path).find(KEY)
    assert customer.id == id_of(KEY)
    assert (customer.avatar_id, customer.voice_id) == (AVATAR, VOICE)
    assert (customer.context_id, customer.intro) == (CONTEXT, "Welcome.")
    assert customer.origins == ("shop.example",)
    assert (customer.sessions, customer.session_s) == (2, 600)


def test_name_and_hash_are_enough(path, write):
    write(RECORD)
    customer = CustomerFile(path).find(KEY)
    assert (customer.avatar_id, customer.origins, customer.sessions) == ("", (), None)


@pytest.mark.parametrize("key", ["", "SE_0000000000000000", digest(KEY), "\ud800"])
def test_any_other_key_is_nobodys(path, write, key):
    write(WHOLE)
    with pytest.raises(Unauthorized):
        CustomerFile(path).find(key)


def test_without_a_file_there_is_no_customer_and_the_log_says_so_once(path, caplog):
    caplog.set_level(logging.WARNING)
    file = CustomerFile(path)
    for _ in range(3):
        with pytest.raises(Unauthorized):
            file.find(KEY)
    assert [str(path) in record.getMessage() for record in caplog.records] == [True]


def test_a_hand_edit_counts_from_the_next_call_on(path, write):
    file = CustomerFile(path)
    for intro in ("One.", "Two.", "Six."):  # of one length, within one tick
        write({**RECORD, "intro": intro})
        assert file.find(KEY).intro == intro
    write()
    with pytest.raises(Unauthorized):
        file.find(KEY)
    path.unlink()
    with pytest.raises(Unauthorized):
        file.find(KEY)


def test_a_file_at_rest_is_read_once(path, write):
    write(RECORD)
    file = CustomerFile(path, now_ns=lambda: path.stat().st_mtime_ns + 10**9)
    file.find(KEY)
    times = path.stat()
    path.write_text("x" * times.st_size)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.find(KEY).id  # a changed file that looks the same is not looked into


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "Expecting value"),
        ('[\n {"name": "a"},\n {,\n]', 3, ""),
        ("{}", 1, "list"),
        ("[" * 200_000, 1, "deep"),
        ('[\n\n  {"name": "a"}\n]', 3, "key_sha256"),
        ("[1]", 1, "customer"),
    ],
)
def test_an_odd_file_is_refused_with_path_and_line_and_kept(path, text, line, why):
    path.write_text(text)
    file = CustomerFile(path)
    for act in (lambda: file.find(KEY), lambda: file.add("k", name="New")):
        with pytest.raises(StoreBroken) as refused:
            act()
        assert f"{path} is broken at line {line}: " in refused.value.message
        assert why in refused.value.message
    assert path.read_text() == text


@pytest.mark.parametrize(
    "odd",
    [
        {"name": " "},
        {"key_sha256": KEY},
        {"key_sha256": digest(KEY).upper()},
        {"avatar_id": "Anna_public_3_20240108"},
        {"voice_id": 7},
        {"origins": "shop.example"},
        {"origins": ["not a host"]},
        {"sessions": 0},
        {"sessions": "2"},
        {"session_s": -1},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_member_that_makes_no_sense_is_named_with_its_line(path, write, odd):
    write({**RECORD, "name": "Other", "key_sha256": "0" * 64}, {**RECORD, **odd})
    line = path.read_text().splitlines().index("  {", 2) + 1
    with pytest.raises(StoreBroken, match=f"line {line}: {next(iter(odd))}"):
        CustomerFile(path).find(KEY)


def test_a_key_that_is_there_twice_is_refused(path, write):
    write(RECORD, {**RECORD, "name": "Other"})
    with pytest.raises(StoreBroken, match="line 6: key_sha256: Is there twice"):
        CustomerFile(path).find(KEY)


def test_a_member_that_is_there_twice_is_refused(path):
    path.write_text('[\n{"name": "a",\n "name": "b"}]')
    with pytest.raises(StoreBroken, match="line 2: name: Is there twice"):
        CustomerFile(path).find(KEY)


def test_bytes_that_are_no_text_are_refused_with_their_line(path):
    path.write_bytes(b'[\n{"name": "\xff"}]')
    with pytest.raises(StoreBroken, match="line 2: Is no UTF-8 text"):
        CustomerFile(path).find(KEY)


def test_an_editors_byte_order_mark_is_no_obstacle(path):
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([RECORD]).encode())
    assert CustomerFile(path).find(KEY).id


@pytest.mark.parametrize("act", ["find", "add"])
def test_a_path_that_cannot_be_is_a_plain_sentence(tmp_path, act):
    tmp_path.joinpath("file").write_text("not a folder")
    file = CustomerFile(tmp_path / "file" / "customers.json")
    with pytest.raises(StoreBroken, match=r"cannot be (read: Not a|locked: )"):
        file.find(KEY) if act == "find" else file.add("k", name="New")


def test_who_is_added_is_found_and_stands_behind_the_others(path, write):
    write(RECORD)
    file = CustomerFile(path)
    added = file.add("a-key", name="Zoë", origins=["z.example"], intro="Hi.")
    assert file.find("a-key") == added
    assert [one["name"] for one in file.records()] == ["Shop", "Zoë"]
    text = path.read_text()
    assert "a-key" not in text
    assert "Zoë" in text


def test_a_new_file_is_for_its_owner_alone_and_an_old_one_keeps_its_mode(path):
    CustomerFile(path).add("k1", name="One")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    CustomerFile(path).add("k2", name="Two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_to_the_file_stays_one(tmp_path, path):
    real = tmp_path / "real.json"
    path.symlink_to(real)
    CustomerFile(path).add("k1", name="One")
    assert path.is_symlink()
    assert len(json.loads(real.read_text())) == 1


@pytest.mark.parametrize("again", [{"key": "k2", "name": "One"}, {"key": "k1"}])
def test_a_name_and_a_key_are_one_customers(path, again):
    file = CustomerFile(path)
    file.add("k1", name="One")
    with pytest.raises(InvalidInput, match="already"):
        file.add(**{"name": "Two", **again})


def test_many_writers_lose_nobody(path):
    with ThreadPoolExecutor(8) as pool:
        names = [f"customer {number}" for number in range(24)]
        list(pool.map(lambda name: CustomerFile(path).add(name, name=name), names))
    assert sorted(one["name"] for one in CustomerFile(path).records()) == sorted(names)


def test_a_writer_that_gets_no_turn_says_so(path):
    with FileLock(path.with_name(f".{path.name}.lock")), pytest.raises(LimitReached):
        CustomerFile(path, lock_timeout_s=0.05).add("k", name="One")
    assert not path.exists()
