"""Stop, keep-alive, lists, transcript: what may be asked of a session, by whom."""

from __future__ import annotations

import pytest

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.lab import NOWHERE, a_lab, full, lite

STOP, KEEP = "/v1/sessions/stop", "/v1/sessions/keep-alive"
DONE = (200, {"code": 1000, "data": None, "message": "Success"})


@aio
async def test_stopping_is_harmless_as_often_as_one_likes():
    async with a_lab() as lab:
        data = await lab.started()
        for _ in range(3):
            assert await lab.api("POST", STOP, token=data["token"]) == DONE
        assert await lab.reason(data["session_id"]) == "USER_CLOSED"
        assert lab.face.closed == 1


@aio
async def test_a_token_that_was_never_started_can_be_stopped_too():
    async with a_lab() as lab:
        assert await lab.api("POST", STOP, token=await lab.token()) == DONE


@pytest.mark.parametrize(
    ("body", "reason"),
    [({"reason": "USER_DISCONNECTED"}, "USER_DISCONNECTED"), ({}, "UNKNOWN")],
)
@aio
async def test_an_account_key_stops_by_id_and_the_reason_is_kept(body, reason):
    async with a_lab() as lab:
        session_id = (await lab.started(lite()))["session_id"]
        body = {"session_id": session_id, **body}
        assert await lab.api("POST", STOP, body, key="a-key") == DONE
        assert await lab.reason(session_id) == reason


@aio
async def test_the_bearer_decides_when_key_and_bearer_come_together():
    async with a_lab() as lab:
        mine, other = await lab.started(), await lab.started()
        body = {"session_id": other["session_id"]}
        assert await lab.api("POST", STOP, body, token=mine["token"], key="a-key")
        assert await lab.reason(mine["session_id"]) == "UNKNOWN"
        assert await lab.reason(other["session_id"]) is None
        status, _ = await lab.api("POST", STOP, body, token="x", key="a-key")
        assert status == 403


@aio
async def test_a_reason_outside_the_list_is_refused():
    async with a_lab() as lab:
        token = (await lab.started())["token"]
        status, answer = await lab.api("POST", STOP, {"reason": "TIRED"}, token=token)
        assert (status, answer["code"]) == (422, 4000)


@aio
async def test_guessed_somebody_elses_session_is_not_found():
    # 404 and its body are a guess.
    async with a_lab() as lab:
        session_id = (await lab.started())["session_id"]
        for name, key in ((NOWHERE, "a-key"), (session_id, "other-key")):
            status, answer = await lab.api("POST", STOP, {"session_id": name}, key=key)
            assert (status, answer["message"]) == (404, "Session not found")
        for path in ("", "/transcript"):
            path = f"/v1/sessions/{session_id}{path}"
            assert (await lab.api("GET", path, key="other-key"))[0] == 404


@aio
async def test_guessed_no_key_and_a_refused_one_are_401():
    # Only the status was seen.
    async with a_lab() as lab:
        for key in (None, "refused-key"):
            for method, path in (
                *(("POST", "/v1/sessions/token"), ("POST", STOP), ("POST", KEEP)),
                *(("GET", "/v1/sessions?type=active"), ("GET", "/v1/contexts")),
                *(("GET", "/v1/users/credits"), ("GET", "/v1/voices")),
            ):
                status, answer = await lab.api(method, path, full(), key=key)
                assert (status, answer["code"], answer["data"]) == (401, 4001, None)


@aio
async def test_a_session_without_activity_ends_after_five_minutes():
    async with a_lab() as lab:
        data = await lab.started()
        await lab.box.advance(299)
        assert await lab.api("POST", KEEP, token=data["token"]) == DONE
        await lab.box.advance(299)
        body = {"session_id": data["session_id"]}
        assert await lab.api("POST", KEEP, body, key="a-key") == DONE
        await lab.box.advance(301)
        assert await lab.reason(data["session_id"]) == "IDLE_TIMEOUT"
        assert (await lab.api("POST", KEEP, token=data["token"]))[0] == 404


@pytest.mark.parametrize(("wanted", "lasts"), [(1200, 1200), (400, 400)])
@aio
async def test_a_session_ends_at_its_longest(wanted, lasts):
    async with a_lab() as lab:
        await lab.limits(idle_timeout_s=9999)
        data = await lab.started(full(max_session_duration=wanted))
        assert data["max_session_duration"] == lasts
        await lab.box.advance(lasts - 1)
        assert await lab.reason(data["session_id"]) is None
        await lab.box.advance(1)
        assert await lab.reason(data["session_id"]) == "MAX_DURATION_REACHED"


@aio
async def test_more_than_the_account_may_have_is_refused_at_the_start():
    async with a_lab() as lab:
        order = full(max_session_duration=1201)
        status, answer = await lab.start(await lab.token(order))
        assert (status, answer["data"][0]["loc"]) == (400, ["max_session_duration"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v1/sessions"),
        ("DELETE", "/v1/sessions/{id}"),
        ("PUT", "/v1/contexts/{id}"),
        ("GET", "/v1/sessions/{id}/events"),
    ],
)
@aio
async def test_what_guides_promise_and_the_cloud_refuses_is_405(method, path):
    async with a_lab() as lab:
        data = await lab.started()
        path = path.format(id=data["session_id"])
        status, answer = await lab.api(method, path, key="a-key")
        assert (status, set(answer)) == (405, {"code", "data", "message"})
        assert await lab.reason(data["session_id"]) is None


@aio
async def test_active_and_historic_sessions_are_listed_a_page_at_a_time():
    async with a_lab() as lab:
        ids = [(await lab.started(lite()))["session_id"] for _ in range(3)]
        await lab.api("POST", STOP, {"session_id": ids[0]}, key="a-key")
        path = "/v1/sessions?type="
        active = await lab.keyed("GET", f"{path}active&page_size=1")
        assert (active["count"], active["previous"]) == (2, None)
        assert [one["id"] for one in active["results"]] == [ids[2]]
        assert "page=2" in active["next"]
        (old,) = (await lab.keyed("GET", f"{path}historic"))["results"]
        assert (old["id"], old["end_reason"], old["source"]) == (
            *(ids[0], "UNKNOWN"),
            "API",
        )
        assert old["end_at"] >= old["created_at"]
        assert (old["mode"], old["is_sandbox"], old["credits_consumed"]) == (
            *("LITE", False),
            1.0,
        )
        assert (await lab.keyed("GET", f"{path}active", key="other"))["count"] == 0


@pytest.mark.parametrize("query", ["", "?type=all", "?type=active&page_size=101"])
@aio
async def test_a_list_needs_a_type_and_a_page_in_range(query):
    async with a_lab() as lab:
        status, _ = await lab.api("GET", f"/v1/sessions{query}", key="a-key")
        assert status == 422


@aio
async def test_the_sdk_may_call_from_any_page_with_credentials():
    headers = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    async with a_lab() as lab:
        url = "/liveavatar/v1/sessions/start"
        for method in ("OPTIONS", "POST"):
            async with lab.box.client.request(method, url, headers=headers) as answer:
                allowed = answer.headers
                assert allowed["Access-Control-Allow-Origin"] == "https://a.example"
                assert allowed["Access-Control-Allow-Credentials"] == "true"
