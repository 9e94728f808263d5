"""How it refuses: HeyGen's status, number and words, and a reason to branch on."""

import pytest

from errors import (
    LimitReached,
    Malformed,
    NotConfigured,
    NotFound,
    OutOfCredits,
    OverBudget,
    RateLimited,
    Rejected,
    ShuttingDown,
    TimedOut,
    Unreachable,
    WrongState,
)
from heygen.gateway_errors import TOO_MANY
from sessions.model import EndReason
from tests.heygen.gateway.conftest import SDP
from tests.pages import refusal

BAD, LATE = (502, 502, "Bad Gateway"), (504, 504, "Gateway Timeout")
LEAK = "HEYGEN_API_KEY of this server"


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (LimitReached(LEAK), (400, 10004, TOO_MANY, "session_limit_exceeded")),
        (
            OverBudget(LEAK),
            (400, 10015, "Trial API limit reached", "insufficient_credits"),
        ),
        (
            OutOfCredits(LEAK, upstream="h"),
            (400, 10015, "Trial API limit reached", "insufficient_credits"),
        ),
        (
            RateLimited(LEAK, upstream="h"),
            (429, 400123, "Exceed rate limit", "rate_limited"),
        ),
        (
            Unreachable(LEAK, upstream="h"),
            (*BAD, "network_error"),
        ),
        (
            Malformed(LEAK, upstream="h"),
            (*BAD, "network_error"),
        ),
        (
            TimedOut(LEAK, upstream="h"),
            (*LATE, "network_error"),
        ),
        (Rejected(LEAK, upstream="h"), (*BAD, "cloud_refused")),
        (NotConfigured(LEAK), (503, 503, "Service Unavailable", "not_configured")),
        (ShuttingDown(LEAK), (503, 503, "Service Unavailable", "shutting_down")),
    ],
)
def test_each_failure_has_its_number_and_its_reason(page, cloud, error, refused):
    cloud.fails["open"] = error
    assert page.refused("new") == refused


def test_when_to_try_again_is_told(page, cloud):
    cloud.fails["open"] = LimitReached("full", retry_after_s=20)
    assert page.post("new").headers["Retry-After"] == "20"


def test_a_mistake_of_ours_tells_nothing(page, cloud, caplog):
    cloud.fails["open"] = RuntimeError(LEAK)
    assert page.refused("new") == (500, 500, "Server error", "error")
    assert LEAK not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_body_that_is_no_json_is_refused(app, owner):
    answer = app.test_client().post(
        "/v1/streaming.new",
        data="{",
        content_type="application/json",
        headers={"X-Api-Key": "owner-key"},
    )
    assert refusal(answer)[:2] == (400, 400175)


def test_a_session_that_is_nobodys_does_not_exist(owner):
    assert owner.refused("keep_alive", session_id="nobody") == (
        *(400, 400004),
        *("Session does not exist. SessionID: nobody", "session_not_found"),
    )


def in_version(page, version):
    session_id = page.ok("new", version=version)["session_id"]
    return {"session_id": session_id}


def test_the_direct_version_names_the_state(owner, cloud):
    session = in_version(owner, "v1")
    task = {**session, "text": "Hello."}

    def words(name, **body):
        return owner.refused(name, **body)[1:]

    wrong = "session state wrong: "
    assert words("task", **task) == (10001, f"{wrong}new", "wrong_state")
    owner.ok("start", **session, sdp=SDP)
    again = words("start", **session, sdp=SDP)
    assert again == (10003, f"{wrong}connected", "wrong_state")
    cloud.fails["speak"] = WrongState("connecting")
    assert words("task", **task) == (10002, f"{wrong}connecting", "wrong_state")
    owner.ok("stop", **session)
    assert words("task", **task) == (10005, f"{wrong}closed", "client")


def test_a_room_does_not(owner, cloud):
    session = in_version(owner, "v2")
    task = {**session, "text": "Hello."}
    wrong = (400, 400006, "Session is not in correct state")
    assert owner.refused("task", **task) == (*wrong, "wrong_state")
    owner.ok("start", **session)
    cloud.fails["speak"] = WrongState("connecting")
    assert owner.refused("task", **task) == (*wrong, "wrong_state")
    owner.ok("stop", **session)
    assert owner.refused("task", **task) == (*wrong, "client")


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        (EndReason.IDLE, "idle_timeout"),
        (EndReason.BUDGET, "credits_exhausted"),
        (EndReason.ERROR, "network_error"),
        (EndReason.MAX_DURATION, "max_duration"),
        (EndReason.SHUTDOWN, "shutdown"),
        (EndReason.CLIENT, "client"),
    ],
)
def test_every_end_has_a_reason(page, live, sessions, ended, reason):
    sessions.close(live, ended)
    body = {"session_id": live, "text": "Hello."}
    assert page.refused("task", **body)[3] == reason
    assert page.refused("keep_alive", session_id=live)[3] == reason
    assert page.refused("stop", session_id=live)[1::2] == (400004, reason)


def test_an_end_at_the_cloud_has_one_too(page, live, cloud):
    cloud.fails["keep_alive"] = NotFound("gone")
    assert page.refused("keep_alive", session_id=live)[1::2] == (10005, "cloud_ended")


def test_pages_of_other_origins_may_call_and_read_what_is_refused(app):
    client, origin = app.test_client(), {"Origin": "https://your.site"}
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-api-key",
    }
    for path in ("/v1/streaming.new", "/v1/streaming.task", "/api/heygen/token"):
        preflight = client.options(path, headers={**origin, **asked})
        allowed = preflight.headers["Access-Control-Allow-Headers"].lower()
        assert preflight.status_code == 200
        assert {"authorization", "content-type"} <= set(allowed.split(", "))
        refused = client.post(path, json={}, headers=origin)
        assert refused.status_code == 401
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
