"""Bodies no route can use, at every route that takes one."""

import pytest

from tests.clouds import HEYGEN, LIVEAVATAR
from tests.faults.acts import PROXIED

LIMIT = 256 * 1024
SENDING = {"POST", "PUT", "PATCH"}


def routes_with_a_body(spec):
    return sorted(
        (method.upper(), path.replace("{persona_id}", "santa-claus"))
        for path, acts in spec["paths"].items()
        for method, act in acts.items()
        if "requestBody" in act
    )


@pytest.fixture(scope="module")
def every_route(app_on):
    client = app_on(HEYGEN).test_client()
    found = routes_with_a_body(client.get("/openapi.json").get_json())
    assert len(found) == 32
    return found


@pytest.fixture(scope="module")
def routes(every_route):
    """Those of the faces that share an error body."""
    return [one for one in every_route if not one[1].startswith(("/v1/", *PROXIED))]


@pytest.fixture(scope="module")
def gateway(every_route):
    """Those that refuse in HeyGen's words."""
    theirs = [one for one in every_route if one[1].startswith("/v1/")]
    return [one for one in theirs if not one[1].startswith(PROXIED)]


@pytest.fixture(scope="module")
def proxied(every_route):
    """Those of the proxy."""
    return [one for one in every_route if one[1].startswith(PROXIED)]


BODIES = {
    "not JSON": (b'{"name": ', "application/json", 400, "invalid_input"),
    "not UTF-8": (b'{"name": "\xff"}', "application/json", 400, "invalid_input"),
    "a list": (b"[]", "application/json", 400, "invalid_input"),
    "a text": (b'"hello"', "application/json", 400, "invalid_input"),
    "nothing said": (b"null", "application/json", 400, "invalid_input"),
    "too deep": (b"[" * 100_000, "application/json", 400, "invalid_input"),
    "a huge number": (b"1" * 5000, "application/json", 400, "invalid_input"),
    "a form": (
        b"name=a",
        "application/x-www-form-urlencoded",
        400,
        "invalid_input",
    ),
    "no type": (b"{}", None, 400, "invalid_input"),
    "an unknown charset": (b"{", "application/json; charset=x", 400, "invalid_input"),
    "too large": (
        b'{"name": "%s"}' % (b"a" * LIMIT),
        "application/json",
        413,
        "too_large",
    ),
}


@pytest.mark.parametrize(("raw", "kind", "status", "code"), BODIES.values(), ids=BODIES)
def test_a_body_that_cannot_be_used_is_refused_everywhere(
    call, routes, refused, raw, kind, status, code
):
    client = call.app.test_client()
    for method, path in routes:
        answer = client.open(path, method=method, data=raw, content_type=kind)
        refused(answer, status, code)
    assert call.get("/persona").status_code == 200


@pytest.mark.parametrize(("raw", "kind", "status", "code"), BODIES.values(), ids=BODIES)
def test_the_gateway_refuses_it_in_words_of_its_own(
    call, gateway, raw, kind, status, code
):
    client = call.app.test_client()
    assert gateway
    for method, path in gateway:
        answer = client.open(path, method=method, data=raw, content_type=kind)
        body = answer.get_json()
        assert answer.status_code == status, (path, body)
        assert isinstance(body["code"], int)
        assert body["message"]
        assert "success" not in body


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize(("raw", "kind", "status", "code"), BODIES.values(), ids=BODIES)
def test_the_proxy_refuses_it_in_words_of_its_own(
    call, proxied, raw, kind, status, code
):
    client = call.app.test_client()
    assert proxied
    for method, path in proxied:
        answer = client.open(path, method=method, data=raw, content_type=kind)
        body = answer.get_json()
        # Who asks is looked at before what is asked, on some of them.
        assert answer.status_code in (status, 401, 403), (path, body)
        assert isinstance(body["error"], str)


def test_the_largest_body_that_is_allowed_is_read(call, refused):
    filler = "a" * (LIMIT - len('{"prompt": ""}'))
    body = refused(call.post("/openai/complete", prompt=filler), 400, "invalid_input")
    assert list(body["fields"]) == ["prompt"]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_body_where_none_is_expected_is_ignored(call, method):
    answer = call.app.test_client().open(
        "/personas/nobody", method=method, data=b"{", content_type="application/json"
    )
    assert answer.status_code == 404
