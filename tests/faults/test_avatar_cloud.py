"""Whatever the avatar cloud does wrong, at whatever the app asks of it."""

import pytest

from tests.clouds import CLOUDS, HEYGEN, LIVEAVATAR
from tests.faults.acts import (
    ACTS,
    HOURS,
    LIVEAVATAR_ACTS,
    V1,
    none,
    opened,
    started,
)
from tests.faults.conftest import LEAK
from tests.sandbox_server import SandboxServer
from tests.whole import Caller, whole_app

BODY = {"code": 1, "message": LEAK}

FAULTS = {
    "key refused": ({"status": 401, "body": BODY}, 502, "upstream_rejected"),
    "forbidden": ({"status": 403, "body": LEAK}, 502, "upstream_rejected"),
    "no such address": ({"status": 404, "body": LEAK}, 502, "upstream_rejected"),
    "moved": (
        {"status": 302, "body": LEAK, "headers": {"Location": f"http://{LEAK}/"}},
        502,
        "upstream_malformed",
    ),
    "an unknown refusal": ({"status": 400, "body": BODY}, 502, "upstream_rejected"),
    "a refusal in prose": ({"status": 400, "body": LEAK}, 502, "upstream_rejected"),
    "a refusal of odd types": (
        {"status": 400, "body": {"code": [LEAK], "message": {"a": LEAK}}},
        502,
        "upstream_rejected",
    ),
    "busy": ({"status": 429, "body": BODY}, 503, "upstream_rate_limited"),
    "a bug": ({"status": 500, "body": BODY}, 502, "upstream_error"),
    "a bad gateway": ({"status": 502, "body": f"<h1>{LEAK}"}, 502, "upstream_error"),
    "overloaded": ({"status": 503, "body": LEAK}, 502, "upstream_error"),
    "broken JSON": ({"garble": True}, 502, "upstream_malformed"),
    "prose": ({"status": 200, "body": LEAK}, 502, "upstream_malformed"),
    "nothing": ({"status": 200, "body": ""}, 502, "upstream_malformed"),
    "a list": ({"status": 200, "body": [LEAK]}, 502, "upstream_malformed"),
    "hung up before": ({"drop": "before"}, 504, "upstream_timed_out"),
    "hung up after": ({"drop": "after"}, 504, "upstream_timed_out"),
    "half an answer": ({"cut": True}, 504, "upstream_timed_out"),
}


LOST = ("upstream_malformed", "upstream_timed_out")
ON_HEYGEN = [(HEYGEN, act) for act in ACTS.values()]
ON_LIVEAVATAR = [(LIVEAVATAR, act) for act in LIVEAVATAR_ACTS.values()]
on_heygen = pytest.mark.parametrize(("cloud", "act"), ON_HEYGEN, ids=ACTS)
on_liveavatar = pytest.mark.parametrize(
    ("cloud", "act"), ON_LIVEAVATAR, ids=LIVEAVATAR_ACTS
)
# Its refusals are told apart in tests/liveavatar; here are those of each kind.
TOLD_APART = {
    name: FAULTS[name]
    for name in ("key refused", "busy", "a bug", "broken JSON", "hung up after")
}


@on_heygen
@pytest.mark.parametrize(("fault", "status", "code"), FAULTS.values(), ids=FAULTS)
def test_a_failing_cloud_is_told_apart_and_the_next_try_succeeds(
    call, sandbox, refused, act, fault, status, code
):
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, times=None, **fault)
    body = refused(act.attempt(call, session_id), status, code)
    if code == "upstream_rejected" and fault["status"] in (401, 403):
        assert "HEYGEN_API_KEY" in body["message"]

    sandbox.call("DELETE", "faults")
    if act.success:
        sandbox.fault(act.cloud, status=200, body=act.success)
    # A start whose answer was lost leaves a session in doubt, which will be ended.
    in_doubt = act is ACTS["start"] and code in LOST
    expected = 409 if in_doubt else 200
    assert act.attempt(call, session_id).status_code == expected


@on_liveavatar
@pytest.mark.parametrize(
    ("fault", "status", "code"), TOLD_APART.values(), ids=TOLD_APART
)
def test_a_failing_liveavatar_is_told_apart_and_the_next_try_succeeds(
    call, sandbox, refused, act, fault, status, code
):
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, times=None, **fault)
    if act is LIVEAVATAR_ACTS["name"] and code in (*LOST, "upstream_error"):
        status, code = 502, "upstream_unreachable"  # it costs nothing: ask again
    body = refused(act.attempt(call, session_id), status, code)
    if status == 502 and code == "upstream_rejected":
        assert "LIVEAVATAR_API_KEY" in body["message"]

    sandbox.call("DELETE", "faults")
    assert act.attempt(call, session_id).status_code == 200


@pytest.mark.parametrize(
    ("cloud", "act"),
    [*ON_HEYGEN, *ON_LIVEAVATAR[1:]],
    ids=[*ACTS, *(f"liveavatar-{name}" for name in [*LIVEAVATAR_ACTS][1:])],
)
def test_a_slow_cloud_is_not_waited_for(call, hasty_with_cloud, sandbox, refused, act):
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, times=None, delay_s=HOURS)
    answer = act.attempt(hasty_with_cloud, session_id)
    refused(answer, 504, "upstream_timed_out")


@pytest.mark.parametrize(
    ("cloud", "act"),
    [*ON_HEYGEN, *ON_LIVEAVATAR],
    ids=[*ACTS, *(f"liveavatar-{name}" for name in LIVEAVATAR_ACTS)],
)
def test_when_to_try_again_is_handed_on(call, sandbox, refused, act):
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, status=429, headers={"Retry-After": "7"})
    answer = act.attempt(call, session_id)
    refused(answer, 503, "upstream_rate_limited")
    assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [
        ("0", "1"),
        ("9" * 400, "86400"),
        ("1.5", None),
        ("-3", None),
        ("soon", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_a_hint_that_is_odd_does_no_harm(call, sandbox, refused, given, handed_on):
    sandbox.fault(f"{V1}.new", status=429, headers={"Retry-After": given})
    answer = call.post("session/create")
    refused(answer, 503, "upstream_rate_limited")
    assert answer.headers.get("Retry-After") == handed_on


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """By cloud: an app whose cloud went away, and the sessions it had there."""
    with SandboxServer() as sandbox:
        had = {
            cloud: _had_sessions(sandbox, tmp_path_factory.mktemp("alone"), cloud)
            for cloud in CLOUDS.values()
        }
    yield had
    for call, _ in had.values():
        call.app.extensions["link"].close()


def _had_sessions(sandbox, folder, cloud):
    call = Caller(whole_app(sandbox, folder, cloud))
    return call, {make: make(call, sandbox) for make in (none, opened, started)}


@pytest.mark.parametrize(
    ("cloud", "act"),
    [*ON_HEYGEN, (LIVEAVATAR, LIVEAVATAR_ACTS["create"])],
    ids=[*ACTS, "liveavatar-create"],
)
def test_a_cloud_that_is_gone_is_unreachable(alone, refused, cloud, act):
    call, sessions = alone[cloud]
    answer = act.attempt(call, sessions[act.session])
    body = refused(answer, 502, "upstream_unreachable")
    assert body["message"] == f"The {cloud.name} cloud cannot be reached."
    assert call.get("/health").status_code == 200


@pytest.mark.parametrize("data", ["success", ["x"], 7, True, {"status": "success"}])
@pytest.mark.parametrize("name", ["start", "ice", "interrupt", "keep-alive", "stop"])
def test_an_answer_without_data_we_need_is_a_success_whatever_it_holds(
    call, sandbox, name, data
):
    act = ACTS[name]
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, status=200, body={"code": 100, "data": data})
    answer = act.attempt(call, session_id)
    assert answer.status_code == 200, answer.get_json()
    assert isinstance(answer.get_json()["data"], dict)


WITHOUT = [
    (f"{V1}.new", {"code": 100, "data": {}}, "session_id"),
    (f"{V1}.new", {"code": 100, "data": {"session_id": 7}}, "session_id"),
    (f"{V1}.new", {"code": 100, "data": {"session_id": "s", "sdp": "v=0"}}, "sdp"),
    (f"{V1}.new", {"code": 100, "data": [LEAK]}, "data"),
    (f"{V1}.new", {"code": 100}, "data"),
    (f"{V1}.task", {"code": 100, "data": {"duration_ms": 5}}, "task_id"),
    (
        f"{V1}.task",
        {"code": 100, "data": {"task_id": "t", "duration_ms": LEAK}},
        "duration_ms",
    ),
    ("/heygen/v1/streaming/avatar.list", {"data": {"a": LEAK}}, "data"),
    ("/heygen/v1/streaming/avatar.list", {"data": [{"a": LEAK}]}, "data"),
    ("/heygen/v2/voices", {"data": {"voices": None}}, "voices"),
]


@pytest.mark.parametrize(("path", "body", "missing"), WITHOUT)
def test_an_answer_without_what_we_need_names_the_field(
    call, sandbox, refused, path, body, missing
):
    act = next(act for act in ACTS.values() if act.cloud == path)
    session_id = act.session(call, sandbox)
    sandbox.fault(path, status=200, body=body)
    assert (
        missing
        in refused(act.attempt(call, session_id), 502, "upstream_malformed")["error"]
    )


@pytest.mark.parametrize(
    ("name", "tries"),
    [("avatars", 2), ("voices", 2), ("create", 1), ("text", 1), ("stop", 1)],
)
def test_reads_are_tried_again_and_acts_never(call, sandbox, refused, name, tries):
    act = ACTS[name]
    session_id = act.session(call, sandbox)
    sandbox.fault(act.cloud, times=None, status=503)
    refused(act.attempt(call, session_id), 502, "upstream_error")
    assert len(sandbox.requests(act.cloud)) == tries
