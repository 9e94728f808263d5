"""Petya: config, domains, what is delivered to it, and its failures."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from sandbox.liveavatar.catalogue import AVATARS
from tests.sandbox.fakes import a_box, aio

API = "/petya/api/v1"
CONFIG, DOMAINS = f"{API}/avatar/config", f"{API}/account/domain-allowlist"
STATUS = f"{API}/avatar/conversations/c-1/status"
MESSAGES = f"{API}/avatar/conversations/c-1/messages"
SECRET = {"X-Avatar-Service-Secret": "a-shared-secret"}
CUSTOMER = {"X-Api-Key": "SE_1234567890123456"}
SAID = [
    {"role": "user", "transcript": "Hello.", "timestamp": 1760000000},
    {"role": "avatar", "transcript": "Hello!", "timestamp": 1760000003},
]
ENDED = {"sessionId": "s-1", "status": "completed", "transcript": SAID, "duration": 3}


async def deliveries(box):
    return (await box.control("GET", "petya/deliveries"))["deliveries"]


@pytest.mark.parametrize(
    "headers", [CUSTOMER, {"Authorization": "Bearer SE_1234567890123456"}]
)
@aio
async def test_a_customer_has_defaults_until_told_otherwise(headers):
    async with a_box() as box:
        status, config = await box.call("GET", CONFIG, headers=headers)
        assert (status, config["avatarId"]) == (200, AVATARS[0].id)
        assert (config["knowledgeBaseId"], config["voiceId"]) == (None, None)
        assert config["intro"]
        told = {"key": CUSTOMER["X-Api-Key"], "intro": "Hi.", "voice_id": "v"}
        await box.control("POST", "petya/customers", told)
        await box.control("POST", "petya/customers", {**told, "knowledge_base_id": "k"})
        _, config = await box.call("GET", CONFIG, headers=headers)
        assert (config["intro"], config["voiceId"], config["knowledgeBaseId"]) == (
            *("Hi.", "v"),
            "k",
        )
        _, other = await box.call("GET", CONFIG, headers={"X-Api-Key": "other"})
        assert other["voiceId"] is None


@aio
async def test_unknown_keys_are_401_here_and_at_the_domains():
    async with a_box() as box:
        away = {"key": "left-us", "known": False}
        await box.control("POST", "petya/customers", away)
        for path in (CONFIG, DOMAINS):
            for headers in (
                {},
                {"X-Api-Key": "refused-key"},
                {"X-Api-Key": "left-us"},
            ):
                status, answer = await box.call("GET", path, headers=headers)
                assert (status, answer["message"]) == (401, "Invalid API key")


@aio
async def test_the_domains_of_a_customer_are_none_until_told():
    async with a_box() as box:
        told = {"key": CUSTOMER["X-Api-Key"], "allowed_domains": ["a.example"]}
        for domains in ([], ["a.example"]):
            _, answer = await box.call("GET", DOMAINS, headers=CUSTOMER)
            assert answer == {"data": {"allowed_domains": domains}}
            await box.control("POST", "petya/customers", told)


@aio
async def test_what_is_delivered_is_kept_in_order_without_its_secrets():
    async with a_box() as box:
        headers = {**SECRET, **CUSTOMER, "X-Delivery-Id": "d-1"}
        message = {"content": "Hello.", "isFromUser": True}
        assert (await box.call("POST", MESSAGES, message, headers))[0] == 200
        assert (await box.call("POST", STATUS, ENDED, headers))[0] == 200
        first, second = await deliveries(box)
        assert (first["kind"], first["body"]) == ("message", message)
        assert (second["kind"], second["body"]) == ("status", ENDED)
        assert second["conversation_id"] == "c-1"
        shown = second["headers"]
        assert shown["X-Delivery-Id"] == "d-1"
        assert shown["X-Avatar-Service-Secret"] == shown["X-Api-Key"] == "redacted"
        assert second["at"] >= first["at"]
        await box.control("DELETE", "petya/deliveries")
        assert await deliveries(box) == []


@aio
async def test_messages_can_be_read_back():
    async with a_box() as box:
        message = {"content": "Hello.", "isFromUser": True}
        await box.call("POST", MESSAGES, message, SECRET)
        _, answer = await box.call("GET", MESSAGES, headers=SECRET)
        assert answer == {"messages": [message]}
        assert (await box.call("GET", MESSAGES, headers={}))[0] == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (SECRET, 200),
        ({"Authorization": "Bearer a-token"}, 200),
        ({"X-Avatar-Service-Secret": "refused-key"}, 401),
        (CUSTOMER, 401),
    ],
)
@aio
async def test_a_status_needs_the_secret_or_a_bearer_token(headers, status):
    async with a_box() as box:
        answer = await box.call("POST", STATUS, ENDED, headers)
        assert answer[0] == status
        assert len(await deliveries(box)) == (status == 200)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sessionId": None}, "sessionId"),
        ({"status": "over"}, "status"),
        ({"transcript": "Hello."}, "transcript"),
        ({"transcript": [{**SAID[0], "role": "assistant"}]}, "role"),
        ({"transcript": [{**SAID[0], "timestamp": 1.5}]}, "timestamp"),
        ({"transcript": [{**SAID[0], "timestamp": "now"}]}, "timestamp"),
        ({"transcript": ["Hello."]}, "object"),
    ],
)
@aio
async def test_guessed_a_status_that_does_not_fit_is_400(change, words):
    async with a_box() as box:
        status, answer = await box.call("POST", STATUS, {**ENDED, **change}, SECRET)
        assert (status, words in answer["message"]) == (400, True)
        assert await deliveries(box) == []


@aio
async def test_an_empty_transcript_is_taken():
    async with a_box() as box:
        body = {**ENDED, "transcript": []}
        assert (await box.call("POST", STATUS, body, SECRET))[0] == 200


@aio
async def test_petya_fails_as_ordered():
    async with a_box() as box:
        faults = [
            {"path": STATUS, "status": 500},
            {"path": STATUS, "drop": "before"},
            {"path": STATUS, "drop": "after"},
            {"path": STATUS, "delay_s": 60},
        ]
        for fault in faults:
            await box.control("POST", "faults", fault)
        assert (await box.call("POST", STATUS, ENDED, SECRET))[0] == 500
        for counted in (0, 1):
            with pytest.raises(aiohttp.ServerDisconnectedError):
                await box.call("POST", STATUS, ENDED, SECRET)
            assert len(await deliveries(box)) == counted
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await box.call("POST", STATUS, ENDED, SECRET)
        # Whoever could not know delivers twice, and both are seen.
        assert (await box.call("POST", STATUS, ENDED, SECRET))[0] == 200
        assert [one["body"] for one in await deliveries(box)] == [ENDED, ENDED]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"key": ""},
        {"key": "k", "colour": "red"},
        {"key": "k", "intro": None},
        {"key": "k", "allowed_domains": "a.example"},
        {"key": "k", "known": "yes"},
    ],
)
@aio
async def test_a_customer_that_makes_no_sense_is_refused(body):
    async with a_box() as box:
        status, answer = await box.call("POST", "/_sandbox/petya/customers", body)
        assert (status, set(answer)) == (400, {"error"})


@aio
async def test_a_reset_forgets_customers_and_deliveries():
    async with a_box() as box:
        await box.control("POST", "petya/customers", {"key": "k", "intro": "Hi."})
        await box.call("POST", STATUS, ENDED, SECRET)
        await box.control("POST", "reset")
        assert await box.control("GET", "petya/customers") == {"customers": {}}
        assert await deliveries(box) == []
