"""The operator's hands on the file of customers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from liveavatar.customers import digest
from liveavatar.customers_cli import create_group, new_key
from liveavatar.customers_file import CustomerFile
from tests.liveavatar.customers import AVATAR, CONTEXT, VOICE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "customers.json"


@pytest.fixture
def run(path):
    file = CustomerFile(path)

    def run(*words, file=file):
        return CliRunner().invoke(create_group(file), list(words))

    return run


def test_a_customer_is_added_and_its_key_shown_but_not_kept(run, path):
    shown = run("add", "Shop")
    assert shown.exit_code == 0
    key = shown.stdout.strip()
    assert CustomerFile(path).find(key).id in shown.stderr
    kept = path.read_text()
    assert key not in kept
    assert digest(key) in kept


def test_everything_about_a_customer_can_be_said(run, path):
    key = run(
        *("add", "Shop", "--avatar", AVATAR, "--voice", VOICE, "--context", CONTEXT),
        *("--intro", "Hi.", "--origin", "a.example", "--origin", "https://b.example"),
        *("--sessions", "3", "--session-s", "600"),
    ).stdout.strip()
    customer = CustomerFile(path).find(key)
    assert (customer.avatar_id, customer.voice_id) == (AVATAR, VOICE)
    assert (customer.context_id, customer.intro) == (CONTEXT, "Hi.")
    assert customer.origins == ("a.example", "b.example")
    assert (customer.sessions, customer.session_s) == (3, 600)


def test_every_key_is_another_one_and_fits_into_an_address():
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(key.replace("_", "").replace("-", "").isalnum() for key in keys)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Shop", "--avatar", "Anna_public_3_20240108"], "avatar_id: Must be a UUID"),
        (["Shop", "--origin", "not a host"], "origins.0: Must be a host"),
        (["Shop", "--sessions", "0"], "sessions: "),
        ([" "], "name: May not be blank."),
    ],
)
def test_what_makes_no_sense_is_refused_without_a_key(run, path, words, why):
    shown = run("add", *words)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert why in shown.stderr
    assert not path.exists()


def test_a_broken_file_is_refused_and_kept(run, path):
    path.write_text("[")
    for words in (["add", "Shop"], ["list"]):
        shown = run(*words)
        assert shown.exit_code == 1
        assert "broken at line 1" in shown.stderr
    assert path.read_text() == "["


def test_customers_are_listed_without_anything_that_opens(run, path):
    key = run("add", "Shop", "--origin", "a.example").stdout.strip()
    shown = run("list").stdout
    assert CustomerFile(path).find(key).id in shown
    assert "Shop" in shown
    assert "a.example" in shown
    hashed = json.loads(path.read_text())[0]["key_sha256"]
    assert key not in shown
    assert hashed not in shown


@pytest.mark.parametrize("words", [["add", "Shop"], ["list"]])
def test_without_a_file_the_setting_is_named(run, words):
    shown = run(*words, file=None)
    assert shown.exit_code == 1
    assert "CUSTOMERS_FILE" in shown.stderr
