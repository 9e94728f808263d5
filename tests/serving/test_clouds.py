from pathlib import Path
from typing import Any

import pytest

from config import HEYGEN_API, LIVEAVATAR_API, OPENAI_API, Config
from serving.clouds import (
    PLACEHOLDER_KEY,
    choices,
    needs_sandbox,
    with_placeholder_keys,
    with_sandbox,
)

BOX = "http://127.0.0.1:4001"
ON_LIVEAVATAR: dict[str, Any] = {"avatar_cloud": "liveavatar"}


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({}, True),
        ({"heygen_api_key": "hg"}, True),
        ({"openai_api_key": "sk"}, True),
        ({"heygen_api_key": "hg", "openai_api_key": "sk"}, False),
        ({"heygen_api_key": "hg", "openai_base_url": "http://ollama/v1"}, False),
        ({"heygen_base_url": "http://box", "openai_api_key": "sk"}, False),
        ({**ON_LIVEAVATAR, "heygen_api_key": "hg", "openai_api_key": "sk"}, True),
        ({**ON_LIVEAVATAR, "liveavatar_api_key": "la", "openai_api_key": "sk"}, False),
    ],
)
def test_the_sandbox_is_needed_while_one_cloud_is_left_to_play(given, needed):
    assert needs_sandbox(Config(**given)) is needed


def test_only_the_clouds_that_are_not_real_move_to_the_sandbox():
    both = with_sandbox(Config(), BOX)
    assert both.heygen_base_url == f"{BOX}/heygen"
    assert both.openai_base_url == f"{BOX}/openai/v1"
    one = with_sandbox(Config(heygen_api_key="hg"), BOX)
    assert one.heygen_base_url == HEYGEN_API
    assert one.openai_base_url == f"{BOX}/openai/v1"
    other = with_sandbox(Config(openai_api_key="sk"), BOX)
    assert other.heygen_base_url == f"{BOX}/heygen"
    assert other.openai_base_url == OPENAI_API


def test_a_cloud_that_needs_no_key_is_given_one_and_a_real_key_stays():
    config = with_placeholder_keys(Config(openai_api_key="sk"))
    assert config.heygen_api_key == PLACEHOLDER_KEY
    assert config.openai_api_key == "sk"


def test_no_real_key_ever_goes_to_the_sandbox():
    config = with_placeholder_keys(with_sandbox(Config(openai_api_key="sk"), BOX))
    assert config.heygen_api_key == PLACEHOLDER_KEY
    assert config.openai_base_url == OPENAI_API


def test_what_became_of_each_cloud_is_told_apart():
    given = Config(openai_api_key="sk", openai_model="gpt-x")
    heygen, model = choices(given, with_sandbox(given, BOX))
    assert (heygen.real, heygen.where) == (False, f"{BOX}/heygen")
    assert (model.real, model.where) == (True, OPENAI_API)
    assert heygen.key_name == "HEYGEN_API_KEY"
    assert "gpt-x" in model.role


def test_without_a_key_the_sandbox_plays_liveavatar_and_petya():
    config = with_placeholder_keys(with_sandbox(Config(**ON_LIVEAVATAR), BOX))
    assert config.liveavatar_base_url == f"{BOX}/liveavatar"
    assert config.liveavatar_api_key == PLACEHOLDER_KEY
    assert config.petya_base_url == f"{BOX}/petya"
    assert config.petya_auth_token == PLACEHOLDER_KEY
    assert config.heygen_base_url == HEYGEN_API


def test_a_real_liveavatar_is_never_given_made_up_customers():
    given = Config(**ON_LIVEAVATAR, liveavatar_api_key="la")
    config = with_placeholder_keys(with_sandbox(given, BOX))
    assert config.liveavatar_base_url == LIVEAVATAR_API
    assert config.petya_base_url == ""
    assert [one.key_name for one in choices(given, config)] == [
        "LIVEAVATAR_API_KEY",
        "OPENAI_API_KEY",
    ]


def test_customers_of_a_file_are_not_joined_by_others():
    given = Config(**ON_LIVEAVATAR, customers_file=Path("customers.json"))
    assert with_sandbox(given, BOX).petya_base_url == ""
