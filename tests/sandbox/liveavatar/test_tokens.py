"""`/v1/sessions/token` and `/start`: shapes at the one, existence at the other."""

from __future__ import annotations

import jwt
import pytest

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.lab import AVATAR, NOWHERE, WAYNE, a_lab, full, lite

REQUIRED = "Field required"
UUID = "Input should be a valid UUID"
PERSONA = "Provide exactly one of avatar_persona or voice_agent"
FISH = {"provider": "fish", "speed": 2}


@aio
async def test_a_token_is_a_jwt_that_tells_the_mode():
    async with a_lab() as lab:
        for order in (full(), lite()):
            data = await lab.keyed("POST", "/v1/sessions/token", order)
            token = data["session_token"]
            payload = jwt.decode(token, options={"verify_signature": False})
            assert token.count(".") == 2
            assert payload["start_session_data"]["mode"] == order["mode"]
            assert payload["session_id"] == data["session_id"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "Unable to extract tag using discriminator 'mode'"),
        ({"mode": "SOLO"}, "Input tag 'SOLO' found using 'mode'"),
        ({"mode": "LITE"}, f"avatar_id: {REQUIRED}"),
        (lite(avatar_id="Wayne"), f"avatar_id: {UUID}"),
        ({"mode": "FULL", "avatar_id": AVATAR}, PERSONA),
        (full(voice_agent={"id": NOWHERE}), PERSONA),
        (full(context_id="santa"), f"avatar_persona.context_id: {UUID}"),
        (full(voice_settings=FISH), "speed: Input should be less than or equal to 1.2"),
        (full(voice_settings={}), "Unable to extract tag"),
        (full(interactivity_type="SHOUT"), "interactivity_type: Input should be"),
        (full(is_sandbox="yes"), "is_sandbox: Input should be a valid boolean"),
        (full(dynamic_variables={"a": 1}), "dynamic_variables.a: Input should be"),
        (full(max_session_duration=0), "max_session_duration: Input should be greater"),
        (
            lite(video_settings={"quality": "4k"}),
            "video_settings.quality: Input should",
        ),
        (lite(livekit_config={"url": "x"}), f"livekit_config.livekit_url: {REQUIRED}"),
        (lite(agora_config={}), f"agora_config.agora_app_id: {REQUIRED}"),
    ],
)
@aio
async def test_a_body_that_does_not_fit_is_refused_with_pydantics_words(body, words):
    async with a_lab() as lab:
        status, answer = await lab.api("POST", "/v1/sessions/token", body, key="k")
        assert (status, answer["code"]) == (422, 4000)
        assert words in answer["message"]


@aio
async def test_guessed_lites_old_name_is_not_taken_any_more():
    async with a_lab() as lab:
        body = lite(mode="CUSTOM")
        status, answer = await lab.api("POST", "/v1/sessions/token", body, key="k")
        assert (status, "'CUSTOM'" in answer["message"]) == (422, True)


@aio
async def test_all_misfits_are_named_at_once():
    async with a_lab() as lab:
        body = lite(avatar_id=1, is_sandbox=1)
        _, answer = await lab.api("POST", "/v1/sessions/token", body, key="k")
        assert [one["loc"] for one in answer["data"]] == [["avatar_id"], ["is_sandbox"]]


@aio
async def test_nulls_unknown_and_misplaced_fields_are_ignored():
    async with a_lab() as lab:
        order = full(voice_id=None, context_id=None, video_quality="high")
        order["avatar_persona"]["llm_configuration_id"] = NOWHERE
        order["memory"] = order["video_settings"] = None
        assert (await lab.started(order))["ws_url"] is None


@pytest.mark.parametrize(
    ("order", "field", "words"),
    [
        (full(context_id=NOWHERE), "context_id", "Context not found"),
        (full(voice_id=NOWHERE), "voice_id", "Voice not found"),
        (full(avatar_id=NOWHERE), "avatar_id", "Avatar not found"),
        (
            full(llm_configuration_id=NOWHERE),
            "llm_configuration_id",
            "llm_configuration_id is not in your space",
        ),
        (
            full(is_sandbox=True),
            "avatar_id",
            "Avatar is not available in sandbox mode",
        ),
    ],
)
@aio
async def test_what_does_not_exist_is_noticed_at_the_start_and_costs_nothing(
    order, field, words
):
    async with a_lab() as lab:
        status, answer = await lab.start(await lab.token(order))
        assert (status, answer["code"]) == (400, 4000)
        assert answer["message"] == "Errors validating session token"
        (misfit,) = answer["data"]
        assert (misfit["loc"], misfit["message"]) == ([field], words)
        left = await lab.keyed("GET", "/v1/users/credits")
        assert left == {"credits_left": "160.00"}
        assert lab.box.faces == []


@aio
async def test_the_start_is_answered_201_with_a_room_and_its_tokens():
    async with a_lab() as lab:
        data = await lab.started()
        host = f"{lab.box.client.host}:{lab.box.client.port}"
    assert data["livekit_url"] == f"ws://{host}/livekit"
    assert (data["max_session_duration"], data["ws_url"]) == (1200, None)
    sees = [
        jwt.decode(data[name], options={"verify_signature": False})
        for name in ("livekit_client_token", "livekit_agent_token")
    ]
    assert [one["sub"] for one in sees] == ["client", "agent"]
    assert {one["video"]["room"] for one in sees} == {data["session_id"]}


@aio
async def test_without_a_good_bearer_nothing_starts():
    # A used token's refusal is a guess; the other two were seen.
    async with a_lab() as lab:
        used = (await lab.started())["token"]
        for token in (None, "x", used):
            status, answer = await lab.api(
                "POST", "/v1/sessions/start", {}, token=token, key="a-key"
            )
            assert status == 403
            assert answer == {
                "code": 4003,
                "data": None,
                "message": "Not authenticated",
            }


@aio
async def test_the_fourth_quality_and_the_codec_reach_the_face():
    async with a_lab() as lab:
        video = {"quality": "very_high", "encoding": "VP8"}
        await lab.started(full(video_settings=video, avatar_id=WAYNE))
        assert lab.face.wanted == ("Oliver_Support_public", "high", "VP8")
        await lab.started()
        assert lab.face.wanted == ("Maya_Studio_public", "high", "H264")
