"""What the chat plugin asks of Petya from a browser."""

from __future__ import annotations

import pytest

from sandbox.liveavatar.catalogue import AVATARS
from tests.sandbox.fakes import a_box, aio
from tests.sandbox.petya.plugin import (
    API,
    ARRIVAL,
    INIT,
    KEY,
    MINE,
    SAY,
    THEIRS,
    TRANSCRIBE,
    Plugin,
    visits,
)

SECRET = {"X-Avatar-Service-Secret": "a-shared-secret"}


@aio
async def test_the_config_has_both_names_of_the_context():
    async with a_box() as box:
        told = {"key": KEY, "knowledge_base_id": "k", "intro": "Hi."}
        await box.control("POST", "petya/customers", told)
        data = await Plugin(box).done("GET", f"{API}/account/config")
        assert data["config"] == {
            "avatarId": AVATARS[0].id,
            "knowledgeBaseId": "k",
            "contextId": "k",
            "voiceId": None,
            "intro": "Hi.",
        }


@aio
async def test_a_visit_in_the_plugins_order():
    async with a_box() as box:
        plugin = Plugin(box)
        visitor = await plugin.visitor()
        talked = f"{API}/visitors/{visitor}/talkedToChat"
        await plugin.done("PATCH", talked, {"talkedToChat": True})
        begun = await plugin.done("POST", INIT, {"visitorId": visitor})
        assert begun["_id"] == begun["id"]
        for content, is_from_user in (("Hello.", True), ("Hi there!", False)):
            message = {"conversationId": begun["_id"], "content": content}
            await plugin.done("POST", SAY, {**message, "isFromUser": is_from_user})
        seen = await visits(box)
        (who,), (what,) = seen["visitors"], seen["conversations"]
        assert (who["id"], who["ip"], who["talked_to_chat"]) == (
            *(visitor, "192.0.2.7"),
            True,
        )
        assert (what["visitor_id"], what["status"]) == (visitor, "active")
        assert [one["content"] for one in what["messages"]] == ["Hello.", "Hi there!"]
        assert KEY not in str(seen)
        end = f"{API}/conversations/userConversation/{begun['_id']}/status"
        await plugin.done("PATCH", end, {"status": "completed"})
        assert (await visits(box))["conversations"][0]["status"] == "completed"


@aio
async def test_the_proxys_messages_and_status_reach_the_same_conversation():
    async with a_box() as box:
        conversation = await Plugin(box).conversation()
        base = f"{API}/avatar/conversations/{conversation}"
        message = {"content": "Hello.", "isFromUser": True}
        await Plugin(box).done("POST", SAY, {"conversationId": conversation, **message})
        await box.call("POST", f"{base}/messages", message, SECRET)
        _, told = await box.call("GET", f"{base}/messages", headers=SECRET)
        assert told == {"messages": [message, message]}
        ended = {"sessionId": "s", "status": "completed", "transcript": []}
        await box.call("POST", f"{base}/status", ended, SECRET)
        assert (await visits(box))["conversations"][0]["status"] == "completed"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", f"{API}/account/config", None),
        ("POST", f"{API}/visitors/init", ARRIVAL),
        ("PATCH", f"{API}/visitors/v/talkedToChat", {"talkedToChat": True}),
        ("POST", INIT, {"visitorId": "v"}),
        ("PATCH", f"{API}/conversations/userConversation/c/status", {}),
        ("POST", SAY, {}),
        ("POST", TRANSCRIBE, None),
    ],
)
@pytest.mark.parametrize("key", ["", "refused-key", "left-us"])
@aio
async def test_without_a_good_key_nothing_is_told_or_taken(method, path, body, key):
    async with a_box() as box:
        await box.control("POST", "petya/customers", {"key": "left-us", "known": False})
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        status, answer = await box.call(method, path, body, headers)
        assert (status, answer["success"]) == (401, False)
        assert await visits(box) == {"visitors": [], "conversations": []}


@aio
async def test_what_is_another_customers_is_not_there():
    async with a_box() as box:
        visitor = await Plugin(box).visitor()
        conversation = await Plugin(box).conversation()
        message = {"content": "Hello.", "isFromUser": True}
        for method, path, body in (
            ("PATCH", f"{API}/visitors/{visitor}/talkedToChat", {"talkedToChat": True}),
            ("POST", INIT, {"visitorId": visitor}),
            (
                "PATCH",
                f"{API}/conversations/userConversation/{conversation}/status",
                {"status": "completed"},
            ),
            ("POST", SAY, {"conversationId": conversation, **message}),
        ):
            assert (await Plugin(box, THEIRS).call(method, path, body))[0] == 404
        (what,) = (await visits(box))["conversations"]
        assert (what["status"], what["messages"]) == ("active", [])


@pytest.mark.parametrize(
    ("call", "body", "words"),
    [
        ("visitor", {"ip": 7}, "ip"),
        ("visitor", [], "object"),
        ("talked", {"talkedToChat": "yes"}, "talkedToChat"),
        ("begin", {}, "visitorId"),
        ("end", {"status": "over"}, "status"),
        ("say", {"conversationId": "", "content": "a", "isFromUser": True}, "convers"),
        ("say", {"conversationId": "c", "content": None, "isFromUser": True}, "cont"),
        ("say", {"conversationId": "c", "content": "a"}, "isFromUser"),
    ],
)
@aio
async def test_guessed_a_body_that_does_not_fit_is_400(call, body, words):
    async with a_box() as box:
        plugin = Plugin(box)
        end = f"{API}/conversations/userConversation/{await plugin.conversation()}"
        method, path = {
            "visitor": ("POST", f"{API}/visitors/init"),
            "talked": (
                "PATCH",
                f"{API}/visitors/{await plugin.visitor()}/talkedToChat",
            ),
            "begin": ("POST", INIT),
            "end": ("PATCH", f"{end}/status"),
            "say": ("POST", SAY),
        }[call]
        status, answer = await plugin.call(method, path, body)
        assert (status, answer["success"], words in answer["message"]) == (
            *(400, False),
            True,
        )


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@aio
async def test_any_page_may_call_with_its_key(method):
    async with a_box() as box:
        asked = {
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        async with box.client.options(INIT, headers=asked) as answer:
            assert answer.ok
            assert method in answer.headers["Access-Control-Allow-Methods"]
            allowed = answer.headers["Access-Control-Allow-Headers"]
            assert allowed == "authorization,content-type"
        for headers in (MINE, {}):
            headers = {**headers, "Origin": "https://shop.example"}
            async with box.client.post(INIT, json={}, headers=headers) as answer:
                assert answer.headers["Access-Control-Allow-Origin"] == "*"


@aio
async def test_a_reset_forgets_every_visit():
    async with a_box() as box:
        await Plugin(box).conversation()
        await box.control("POST", "reset")
        assert await visits(box) == {"visitors": [], "conversations": []}
