import socket

import pytest

from errors import NotConfigured
from serving.server import bind, killed_after_s


def test_port_0_takes_a_free_one_and_listens():
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_a_port_in_use_is_one_sentence_that_names_it():
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotConfigured) as refusal:
            bind("127.0.0.1", port)
    assert refusal.value.message == (
        f"Cannot serve on 127.0.0.1 port {port}: address already in use."
        " Choose another with PORT."
    )


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_an_address_that_is_not_this_machines_is_about_host(host):
    with pytest.raises(NotConfigured) as refusal:
        bind(host, 0)
    assert host in refusal.value.message
    assert refusal.value.message.endswith("Choose another with HOST.")


@pytest.mark.parametrize("drain_s", [0, 0.5, 10, 300])
def test_the_end_has_its_time_before_the_worker_is_killed(drain_s):
    assert killed_after_s(drain_s) >= drain_s + 5
