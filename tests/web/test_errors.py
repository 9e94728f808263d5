import io
import logging

import pytest


def the_error(response, status):
    assert response.status_code == status
    body = response.get_json()
    assert body["success"] is False
    assert {"message", "error", "code", "request_id"} <= set(body)
    assert body["request_id"] == response.headers["X-Request-Id"]
    return body


def test_every_violation_is_named_at_once(client):
    bad = {"school": {"year": 3}, "traits": ["ok", 7, "far too long"]}
    body = the_error(client.post("/echo", json=bad), 400)
    assert body["code"] == "invalid_input"
    assert body["fields"] == {
        "name": ["Missing data for required field."],
        "school.year": ["Not a valid string."],
        "traits.1": ["Not a valid string."],
        "traits.2": ["Longer than maximum length 5."],
    }
    assert "and 3 more" in body["message"]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"{", "body"),
        (b"[1]", "body"),
        (b'"x"', "body"),
        (b"\xff", "body"),
        (b"[" * 900, "body"),
        (b"null", "body"),
        (b'{"name": "\\ud800"}', "name"),
        (b'{"name": "a\\u0000b"}', "name"),
        (b'{"name": "   "}', "name"),
        (b'{"name": null}', "name"),
        (b'{"name": "a", "school": 1}', "school"),
        (b"", "name"),
    ],
)
def test_a_body_that_cannot_be_used_is_refused_by_name(client, raw, field):
    response = client.post("/echo", data=raw, content_type="application/json")
    assert list(the_error(response, 400)["fields"]) == [field]


def test_a_body_that_is_not_json_says_what_to_send(client):
    response = client.post("/echo", data="name=a", content_type="text/plain")
    assert "Content-Type: application/json" in the_error(response, 400)["message"]


def test_words_are_trimmed_and_otherwise_untouched(client):
    body = client.post("/echo", json={"name": "  Zoë  Łuk \n"}).get_json()
    assert body == {"name": "Zoë  Łuk"}


def test_unknown_fields_are_refused_on_new_routes_and_ignored_on_old(client):
    assert client.post("/echo", json={"name": "a", "x": 1}).status_code == 200
    body = the_error(client.post("/tight", json={"x": 1}), 400)
    assert body["fields"] == {"x": ["Unknown field."]}


def test_a_body_over_the_limit_is_413(client):
    response = client.post("/echo", json={"name": "a" * 2000})
    assert the_error(response, 413)["code"] == "too_large"


class Broken(io.RawIOBase):
    """A body in chunks that the server cannot read; each has errors of its own."""

    def readinto(self, _buffer):
        raise RuntimeError("invalid chunk size 'ZZ'")


def in_chunks(stream):
    """A request without a length, as servers hand it on."""
    return {
        "content_type": "application/json",
        "environ_overrides": {"wsgi.input": stream, "wsgi.input_terminated": True},
    }


def test_a_body_of_unknown_length_is_read_whole(client):
    whole = io.BytesIO(b'{"name": "%s"}' % (b"a" * 900))
    assert client.post("/echo", **in_chunks(whole)).status_code == 200


def test_a_body_of_unknown_length_over_the_limit_is_413(client):
    endless = io.BytesIO(b'{"name": "%s"}' % (b"a" * 5000))
    response = client.post("/echo", **in_chunks(endless))
    assert the_error(response, 413)["code"] == "too_large"


def test_a_body_that_breaks_while_it_is_sent_is_the_callers_mistake(client, caplog):
    response = client.post("/echo", **in_chunks(Broken()))
    assert the_error(response, 400)["fields"] == {"body": ["Broken while being sent."]}
    assert "bug" not in caplog.text


def test_a_mistake_of_ours_shows_neither_trace_nor_words(client, caplog):
    with caplog.at_level(logging.ERROR):
        body = the_error(client.get("/bug"), 500)
    assert body["code"] == "internal_error"
    assert "wish" not in str(body)
    assert body["request_id"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "wish" not in caplog.text


def test_an_unknown_address_and_method_are_in_the_envelope_too(client):
    assert the_error(client.get("/nowhere"), 404)["code"] == "not_found"
    response = client.get("/echo")
    assert the_error(response, 405)["code"] == "method_not_allowed"
    assert "POST" in response.headers["Allow"]


def test_when_to_try_again_is_a_header(client):
    response = client.get("/busy")
    assert the_error(response, 429)["code"] == "limit_reached"
    assert response.headers["Retry-After"] == "20"


def test_a_failing_cloud_is_logged_with_the_request_id(client, caplog):
    body = the_error(client.get("/upstream"), 502)
    assert body["code"] == "upstream_rejected"
    assert "heygen" in caplog.text
    assert body["request_id"] in caplog.text


def test_a_well_formed_request_id_of_the_caller_is_kept(client):
    given = client.get("/busy", headers={"X-Request-Id": "abc-12345"})
    assert given.headers["X-Request-Id"] == "abc-12345"
    forged = client.get("/busy", headers={"X-Request-Id": "a b<script>"})
    assert forged.headers["X-Request-Id"] != "a b<script>"
