"""What every failure below us means; none is left to chance."""

import inspect

import httpx2
import openai
import pytest

from chat.server import MEANINGS, as_upstream_error
from errors import Malformed, TimedOut, Unreachable

EXPORTED = [
    kind
    for name, kind in inspect.getmembers(openai, inspect.isclass)
    if issubclass(kind, openai.OpenAIError) and not name.startswith("_")
]


@pytest.mark.parametrize("kind", EXPORTED)
def test_every_exception_of_the_package_has_a_meaning_of_its_own(kind):
    assert kind in MEANINGS


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx2.ConnectError("x"), Unreachable),
        (httpx2.ConnectTimeout("x"), Unreachable),
        (httpx2.ReadTimeout("x"), TimedOut),
        (httpx2.ReadError("x"), TimedOut),
        (httpx2.RemoteProtocolError("x"), TimedOut),
        (httpx2.TooManyRedirects("x"), Malformed),
        (httpx2.DecodingError("x"), Malformed),
    ],
)
def test_the_cause_decides_what_a_broken_connection_means(cause, kind):
    wrapped = openai.APIConnectionError(request=httpx2.Request("POST", "http://x"))
    wrapped.__cause__ = cause
    assert type(as_upstream_error(wrapped)) is kind
    assert type(as_upstream_error(cause)) is kind
