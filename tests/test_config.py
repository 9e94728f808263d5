from dataclasses import fields
from pathlib import Path

import pytest

from config import Config
from errors import NotConfigured


def test_an_empty_environment_gives_the_defaults():
    assert Config.from_env({}) == Config()


def test_the_personas_are_the_same_whatever_folder_one_starts_from():
    root = Path(__file__).resolve().parent.parent
    assert Config().persona_file == root / "persona.json"


def test_a_blank_variable_is_as_good_as_none():
    blank = {spec.metadata["env"]: "  " for spec in fields(Config)}
    assert Config.from_env(blank) == Config()


@pytest.mark.parametrize(
    ("variable", "raw", "name", "value"),
    [
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", " 8080 ", "port", 8080),
        ("PORT", "0", "port", 0),
        ("SANDBOX_PORT", "0", "sandbox_port", 0),
        ("THREADS", "64", "threads", 64),
        ("LOG_LEVEL", "debug", "log_level", "debug"),
        ("API_KEYS", "one, two ,,", "api_keys", ("one", "two")),
        ("CORS_ORIGINS", "https://a.example", "cors_origins", ("https://a.example",)),
        ("PERSONA_FILE", "/data/p.json", "persona_file", Path("/data/p.json")),
        ("HEYGEN_API_KEY", "hg-1", "heygen_api_key", "hg-1"),
        ("HEYGEN_BASE_URL", "http://there", "heygen_base_url", "http://there"),
        ("CLOUD_READ_TIMEOUT_S", "2.5", "cloud_read_timeout_s", 2.5),
        ("OPENAI_TIMEOUT_S", "7", "openai_timeout_s", 7.0),
        ("OPENAI_MODEL", "llama3.2:3b", "openai_model", "llama3.2:3b"),
    ],
)
def test_a_variable_sets_its_field_and_no_other(variable, raw, name, value):
    config = Config.from_env({variable: raw})
    changed = {
        spec.name: getattr(config, spec.name)
        for spec in fields(Config)
        if getattr(config, spec.name) != getattr(Config(), spec.name)
    }
    assert changed == {name: value}


@pytest.mark.parametrize(
    ("variable", "raw", "words"),
    [
        ("PORT", "abc", "PORT must be a whole number, not 'abc'."),
        ("PORT", "70000", "PORT must be from 0 to 65535, not '70000'."),
        ("PORT", "-1", "PORT must be from 0 to 65535, not '-1'."),
        ("SANDBOX_PORT", "65536", "SANDBOX_PORT must be from 0 to 65535"),
        ("THREADS", "0", "THREADS must be from 1 to"),
        ("THREADS", "1.5", "THREADS must be a whole number"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG, INFO, WARNING, ERROR, not 'LOUD'."),
        ("AVATAR_CLOUD", "cumulus", "AVATAR_CLOUD must be one of heygen"),
        ("CLOUD_READ_TIMEOUT_S", "soon", "CLOUD_READ_TIMEOUT_S must be a number"),
        ("CLOUD_READ_TIMEOUT_S", "0", "must be from 0.001 to 3600"),
        ("CLOUD_CONNECT_TIMEOUT_S", "nan", "must be from 0.001 to 3600"),
        ("OPENAI_TIMEOUT_S", "inf", "must be from 0.001 to 3600"),
        ("OPENAI_BASE_URL", "localhost:11434/v1", "begins with http:// or https://"),
        ("HEYGEN_BASE_URL", "ftp://there", "begins with http:// or https://"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_it_must_be(variable, raw, words):
    with pytest.raises(NotConfigured) as refusal:
        Config.from_env({variable: raw})
    assert words in refusal.value.message
    assert variable in refusal.value.message


@pytest.mark.parametrize("variable", ["HEYGEN_API_KEY", "OPENAI_API_KEY", "API_KEYS"])
def test_a_key_that_no_header_can_carry_is_refused_without_repeating_it(variable):
    with pytest.raises(NotConfigured) as refusal:
        Config.from_env({variable: "ключ-42"})
    assert variable in refusal.value.message
    assert "42" not in refusal.value.message


def test_secrets_stay_out_of_what_is_printed():
    config = Config(
        heygen_api_key="hg-secret", openai_api_key="sk-secret", api_keys=("k-secret",)
    )
    assert "secret" not in repr(config)


def test_every_setting_says_what_it_does():
    for spec in fields(Config):
        assert spec.metadata["doc"].endswith("."), spec.name
