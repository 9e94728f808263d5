"""A streamed reply ends at any moment, at once and without a trace."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import stat
from functools import partial
from pathlib import Path

import pytest

from chat.model import ChatMessage, Role
from tests.chat.asking import MESSAGES, PATH
from tests.chat.certificate import self_signed
from tests.chat.hand_server import HandServer
from tests.chat.reading import Reader, readers
from tests.waiting import until

SYN_SENT = "02"
"""In the kernel's table of connections."""


@pytest.fixture(autouse=True)
def no_thread_is_left():
    yield
    assert until(lambda: not readers())


def assert_cancelled(reader, caller, deltas):
    """The server is silent all the while: only the cancelling can have ended it."""
    reader.stream.cancel()
    assert reader.has_ended()
    assert reader.error is None
    assert reader.deltas == deltas
    assert caller.has_left()


def test_before_the_headers(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    assert_cancelled(reader, caller, [])


def test_before_the_first_word(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    caller.begin()
    caller.chunk(b": one moment\n\n")
    assert_cancelled(reader, caller, [])


def test_while_the_server_is_silent_between_two_words(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    caller.begin()
    caller.say("Hello", " there")
    until(lambda: len(reader.deltas) == 2)
    assert_cancelled(reader, caller, ["Hello", " there"])


def test_in_the_middle_of_an_event(asker, by_hand):
    reader = Reader(asker.stream(MESSAGES))
    caller = by_hand.accept()
    caller.hear()
    caller.begin()
    caller.chunk(b'data: {"choices": [{"delta": {"con')
    assert_cancelled(reader, caller, [])


def test_beneath_tls(build, tmp_path, monkeypatch):
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    server = HandServer(tls)
    reader = Reader(build(base_url=server.url, timeout_s=60).stream(MESSAGES))
    caller = server.accept()
    caller.hear()
    caller.begin()
    caller.say("Hello")
    until(lambda: reader.deltas)
    assert_cancelled(reader, caller, ["Hello"])
    server.close()


def connecting(port):
    """How many sockets wait for an answer from the port."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    states = [(line.split()[2], line.split()[3]) for line in lines]
    return sum(to.endswith(f":{port:04X}") and at == SYN_SENT for to, at in states)


def test_while_the_connection_is_made(build):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        with socket.create_connection(address), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(address)
            # From here on the kernel answers nobody who wants to connect.
            url = f"http://127.0.0.1:{address[1]}/v1"
            reader = Reader(build(base_url=url, timeout_s=0.5).stream(MESSAGES))
            until(lambda: connecting(address[1]) == 2)
            reader.stream.cancel()
            assert reader.has_ended()
            assert reader.error is None
            assert readers(), "it did not end by itself"


def test_before_it_is_entered_nothing_is_asked(build, sandbox):
    stream = build().stream(MESSAGES)
    stream.cancel()
    with stream:
        assert list(stream) == []
    assert sandbox.requests(PATH) == []


def test_words_that_have_come_already_are_not_given_out(asker, by_hand):
    with asker.stream(MESSAGES) as stream:
        caller = by_hand.accept()
        caller.hear()
        caller.begin()
        caller.say("One", " two", " three")
        deltas = []
        for delta in stream:
            deltas.append(delta)
            stream.cancel()
    assert deltas == ["One"]
    assert caller.has_left()


def test_leaving_early_hangs_up(asker, by_hand):
    with asker.stream(MESSAGES) as stream:
        caller = by_hand.accept()
        caller.hear()
        caller.begin()
        caller.say("One")
        assert next(iter(stream)) == "One"
    assert caller.has_left()


def test_twice_and_after_the_end_is_harmless(build):
    with build().stream(MESSAGES) as stream:
        assert list(stream)
        stream.cancel()
        stream.cancel()
        assert list(stream) == []
    stream.cancel()


def test_the_model_server_stops_writing(build, sandbox):
    sandbox.model(say=["word " * 1000], tokens_per_second=20)
    with build().stream(MESSAGES) as stream:
        assert next(iter(stream))
    (request,) = until(lambda: [r for r in sandbox.requests(PATH) if r["took_ms"]])
    assert request["left"] is True


def sockets():
    """How many this process has open."""
    found = 0
    for number in range(1024):
        with contextlib.suppress(OSError):
            found += stat.S_ISSOCK(os.fstat(number).st_mode)
    return found


def has_heard(reader, most):
    return len(reader.deltas) >= most


def test_many_at_random_moments_leave_nothing_open(build, sandbox):
    sandbox.model(say=["word " * 1000] * 40, tokens_per_second=400)
    client = build()
    before = sockets()
    started = []
    for number in range(40):
        asked = [ChatMessage(Role.USER, f"Number {number}")]
        reader = Reader(client.stream(asked))
        started.append(reader)
        until(partial(has_heard, reader, number % 8))
        reader.stream.cancel()
    assert all(reader.has_ended() for reader in started)
    assert [reader.error for reader in started] == [None] * 40
    assert all(len(reader.deltas) < 1000 for reader in started)
    until(lambda: all(r["took_ms"] is not None for r in sandbox.requests(PATH)))
    until(lambda: not readers())
    client.close()
    assert sockets() <= before
