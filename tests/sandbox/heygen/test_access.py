"""Keys, tokens, browsers and what lies outside the routes."""

from __future__ import annotations

import base64
import json

import pytest

from tests.sandbox.fakes import ANSWER, a_box, aio

UNAUTHORIZED = (401, {"code": 400112, "message": "Unauthorized"})
ROUTES = [
    ("POST", "/v1/streaming.new"),
    ("POST", "/v1/streaming.task"),
    ("POST", "/v1/streaming.create_token"),
    ("GET", "/v1/streaming.list"),
    ("GET", "/v1/streaming/avatar.list"),
    ("GET", "/v1/voice.list"),
    ("GET", "/v2/voices"),
    ("GET", "/v2/streaming.list"),
    ("GET", "/v2/user/remaining_quota"),
]


async def a_token(box):
    status, answer = await box.post("create_token", {})
    assert (status, answer["error"]) == (200, None)
    return answer["data"]["token"]


def with_token(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Api-Key": "refused-key"}, {"Authorization": "Bearer made-up"}],
    ids=["nothing", "refused key", "unknown token"],
)
@aio
async def test_every_route_asks_for_a_good_key(method, path, headers):
    async with a_box() as box:
        answer = await box.call(method, f"/heygen{path}", headers=headers)
    assert answer == UNAUTHORIZED


@aio
async def test_a_token_is_base64_of_json():
    async with a_box() as box:
        content = json.loads(base64.b64decode(await a_token(box)))
    assert len(content["token"]) == 32
    assert content["token_type"] == "sa_from_regular"
    assert isinstance(content["created_at"], int)


@aio
async def test_create_token_takes_any_body():
    async with a_box() as box:
        for data in (None, "", "{}", "not json"):
            url = "/heygen/v1/streaming.create_token"
            headers = {"X-Api-Key": "k"}
            async with box.client.post(url, data=data, headers=headers) as answer:
                assert answer.status == 200


@aio
async def test_a_token_opens_one_session_and_serves_it_to_its_end():
    async with a_box() as box:
        token = with_token(await a_token(box))
        status, answer = await box.post("new", {}, headers=token)
        assert status == 200
        body = {"session_id": answer["data"]["session_id"], "sdp": ANSWER}
        assert await box.post("new", {}, headers=token) == UNAUTHORIZED
        assert (await box.post("start", body, headers=token))[0] == 200
        assert (await box.post("keep_alive", body, headers=token))[0] == 200
        assert (await box.post("stop", body, headers=token))[0] == 200
        assert await box.post("new", {}, headers=token) == UNAUTHORIZED


@aio
async def test_a_token_is_not_for_another_session_of_its_key():
    async with a_box() as box:
        session_id = await box.new()
        token = with_token(await a_token(box))
        await box.post("new", {}, headers=token)
        body = {"session_id": session_id}
        assert await box.post("stop", body, headers=token) == UNAUTHORIZED


@aio
async def test_a_token_ends_after_an_hour():
    async with a_box() as box:
        token = with_token(await a_token(box))
        await box.advance(3601)
        assert await box.post("new", {}, headers=token) == UNAUTHORIZED


@aio
async def test_one_keys_sessions_are_not_anothers():
    other = {"X-Api-Key": "another-key"}
    async with a_box() as box:
        session_id = await box.new()
        body = {"session_id": session_id}
        _, answer = await box.post("stop", body, headers=other)
        assert answer["code"] == 400004
        _, listed = await box.get("/v1/streaming.list", headers=other)
    assert listed["data"]["sessions"] == []


@aio
async def test_browsers_may_call_from_anywhere_and_read_errors():
    url = "/heygen/v1/streaming.new"
    ask = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    async with a_box() as box:
        async with box.client.options(url, headers=ask) as answer:
            assert answer.status == 204
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "authorization" in answer.headers["Access-Control-Allow-Headers"]
            assert "POST" in answer.headers["Access-Control-Allow-Methods"]
        async with box.client.post(url) as answer:
            assert answer.status == 401
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


@aio
async def test_broken_json_unknown_paths_and_methods_are_answered_in_json():
    async with a_box() as box:
        url = "/heygen/v1/streaming.new"
        headers = {"X-Api-Key": "k"}
        async with box.client.post(url, data="{", headers=headers) as answer:
            assert answer.status == 400
            assert "JSON" in (await answer.json())["message"]
        async with box.client.post(url, data="[1]", headers=headers) as answer:
            assert (await answer.json())["code"] == 400175
        assert (await box.get("/v1/nothing"))[0] == 404
        assert (await box.get("/v1/streaming.new"))[0] == 405


@aio
async def test_avatars_and_voices_have_the_clouds_members():
    async with a_box() as box:
        _, avatars = await box.get("/v1/streaming/avatar.list")
        _, voices = await box.get("/v2/voices")
        _, older = await box.get("/v1/voice.list")
    assert (avatars["code"], avatars["message"]) == (100, "Success")
    assert set(avatars["data"][0]) == {
        *("avatar_id", "created_at", "default_voice", "is_public"),
        *("normal_preview", "pose_name", "status"),
    }
    assert avatars["data"][0]["normal_preview"].endswith("/Maya_Studio_public.webp")
    ids = {voice["voice_id"] for voice in voices["data"]["voices"]}
    assert {avatar["default_voice"] for avatar in avatars["data"]} <= ids
    assert all(
        voice["support_interactive_avatar"] for voice in voices["data"]["voices"]
    )
    assert {voice["voice_id"] for voice in older["data"]["list"]} == ids
