"""Whatever is sent, wherever: the answer is never a mistake of ours."""

import re
import urllib.parse
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clouds import HEYGEN
from tests.faults.acts import PROXIED, V1

fuzzed = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
OFFER = {"type": "offer", "sdp": "v=0\r\n"}
OF_THE_CLOUD = ("network_error", "cloud_refused")
ANYTHING_WORKS = {"code": 100, "data": {"task_id": "t-1", "duration_ms": 1}}


def a_new_session():
    data = {"session_id": str(uuid.uuid4()), "sdp": OFFER}
    return {"code": 100, "data": data}


# Lone surrogates included: JSON can carry them.
texts = st.text(st.characters(), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=8,
)


def like(schema, schemas):
    """Values that fit a schema of the API's description, or nearly."""
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    parts = schema.get("allOf", [])
    if parts:
        return st.one_of(*(like(part, schemas) for part in parts))
    if schema.get("type") == "object" and "properties" in schema:
        fits = {
            name: like(inner, schemas) for name, inner in schema["properties"].items()
        }
        nearly = {name: fitting | values for name, fitting in fits.items()}
        whole, some = (
            st.fixed_dictionaries(fits),
            st.fixed_dictionaries({}, optional=nearly),
        )
        return whole | some
    if schema.get("type") == "array":
        return st.lists(like(schema.get("items", {}), schemas), max_size=4)
    kinds = {"string": texts, "integer": st.integers(), "boolean": st.booleans()}
    return kinds.get(schema.get("type", ""), values)


@pytest.fixture(scope="module")
def spec(app_on):
    return app_on(HEYGEN).test_client().get("/openapi.json").get_json()


def acts(spec, *, with_body):
    return sorted(
        (method, path)
        for path, found in spec["paths"].items()
        for method, act in found.items()
        if method != "parameters" and ("requestBody" in act) is with_body
    )


@pytest.fixture
def easy_cloud(call, sandbox):
    """A cloud that says yes to everything, and the id of a new session."""
    sandbox.fault(f"{V1}.[!n]*", times=None, status=200, body=ANYTHING_WORKS)

    def session():
        sandbox.fault(f"{V1}.new", status=200, body=a_new_session())
        data = call.create()
        ids = {"session_id": data["session_id"]}
        assert call.post("session/start", **ids, sdp="v=0").status_code == 200
        return ids

    return session


def check(answer):
    """No mistake of ours, and every refusal in the envelope."""
    if answer.status_code < 400:
        return
    body = answer.get_json()
    if answer.request.path.startswith(PROXIED):
        assert isinstance(body["error"], str), body
        assert answer.status_code in range(400, 500) or answer.status_code == 503
        return
    if answer.request.path.startswith(("/v1/", "/v2/")):
        assert {"code", "message", "reason"} <= set(body), body
        assert answer.status_code < 500 or body["reason"] in OF_THE_CLOUD, body
        return
    assert {"success", "message", "error", "code", "request_id"} <= set(body)
    ours = ("upstream_", "not_configured")
    assert answer.status_code < 500 or body["code"].startswith(ours), body


def filled(path, persona_id):
    quoted = urllib.parse.quote(persona_id.encode("utf-8", "surrogatepass"), safe="")
    return re.sub(r"{(persona|session)_id}", lambda _: quoted, path)


@fuzzed
@given(data=st.data())
def test_any_json_at_any_route(call, spec, easy_cloud, data):
    method, path = data.draw(st.sampled_from(acts(spec, with_body=True)))
    content = spec["paths"][path][method]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    body = data.draw(like(schema, spec["components"]["schemas"]) | values)
    is_about_one = "/heygen/" in path or "/streaming." in path
    if is_about_one and isinstance(body, dict) and data.draw(st.booleans()):
        body |= easy_cloud()
    address = filled(path, data.draw(st.just("santa-claus") | texts))
    check(call.app.test_client().open(address, method=method, json=body))


@fuzzed
@given(
    data=st.data(),
    raw=st.binary(max_size=60),
    kind=st.sampled_from(["application/json", "application/json; charset=x", "", None])
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
def test_any_bytes_of_any_type_at_any_route(call, spec, data, raw, kind):
    method, path = data.draw(st.sampled_from(acts(spec, with_body=True)))
    address = filled(path, "santa-claus")
    client = call.app.test_client()
    check(client.open(address, method=method, data=raw, content_type=kind))


@fuzzed
@given(data=st.data(), persona_id=texts)
def test_any_id_at_any_route(call, spec, data, persona_id):
    method, path = data.draw(st.sampled_from(acts(spec, with_body=False)))
    check(call.app.test_client().open(filled(path, persona_id), method=method))


@fuzzed
@given(data=st.data())
def test_any_query_at_any_route_that_takes_one(call, spec, data):
    takes = {
        path: [
            one["name"] for one in found["get"]["parameters"] if one["in"] == "query"
        ]
        for path, found in spec["paths"].items()
        if "parameters" in found.get("get", {})
    }
    path = data.draw(st.sampled_from(sorted(path for path in takes if takes[path])))
    query = st.dictionaries(
        st.sampled_from(takes[path]), texts | st.integers().map(str), min_size=1
    )
    address = filled(path, "nobody")
    check(call.app.test_client().get(address, query_string=data.draw(query)))


def test_every_route_is_among_them(spec):
    bodied, bare = acts(spec, with_body=True), acts(spec, with_body=False)
    assert (len(bodied), len(bare)) == (32, 35)
