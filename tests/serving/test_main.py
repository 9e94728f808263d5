from pathlib import Path

import pytest

from config import Config
from errors import NotConfigured
from serving.main import refuse_open_doors


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_alone_needs_no_keys(host):
    refuse_open_doors(Config(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "talk.example"])
def test_letting_others_in_without_keys_is_refused_with_the_reason(host):
    with pytest.raises(NotConfigured) as refusal:
        refuse_open_doors(Config(host=host))
    assert f"HOST={host}" in refusal.value.message
    assert "API_KEYS" in refusal.value.message


@pytest.mark.parametrize("host", ["0.0.0.0", "talk.example"])
def test_letting_others_in_with_keys_is_fine(host):
    refuse_open_doors(Config(host=host, api_keys=("k-1",)))


CUSTOMERS = [
    {"customers_file": Path("customers.json")},
    {"petya_base_url": "https://petya.example"},
]


@pytest.mark.parametrize("customers", CUSTOMERS)
def test_customers_are_told_apart_from_the_owner_by_keys(customers):
    with pytest.raises(NotConfigured) as refusal:
        refuse_open_doors(Config(**customers))
    assert "API_KEYS" in refusal.value.message
    refuse_open_doors(Config(**customers, api_keys=("k-1",)))
