"""What the proxy refuses over the real stand-ins, and what it never tells."""

import logging

import pytest

from tests.contract.plugins import FirstPlugin
from tests.contract.proxied import ACCOUNT, INTRO, LIVEAVATAR, SECRET, delivered
from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.caller import until_told
from tests.sandbox.livekit.guest import RoomGuest

pytestmark = pytest.mark.webrtc


def test_what_liveavatar_looks_at_only_at_the_start_is_refused_there(
    with_petya, sandbox, customer
):
    plugin = FirstPlugin(with_petya, customer)
    unknown = "0f0e0d0c-0b0a-4908-8706-050403020100"
    made = plugin.call("/v1/sessions/token", {"avatar_id": unknown})
    assert made.status_code == 200
    bearer = f"Bearer {made.get_json()['data']['session_token']}"
    answer = plugin.post("/v1/sessions/start", Authorization=bearer)
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (400, 4000)
    assert body["error"] == "invalid_input"
    assert "avatar" in body["detail"]
    assert sandbox.sessions() == []


@pytest.mark.parametrize("limit", [{"max_sessions": 0}, {"credits": 0}])
def test_an_account_that_has_nothing_free_says_so_in_json(
    with_petya, sandbox, customer, limit
):
    plugin = FirstPlugin(with_petya, customer)
    sandbox.liveavatar_limits(**limit)
    made = plugin.call("/v1/sessions/token", {})
    bearer = f"Bearer {made.get_json()['data']['session_token']}"
    answer = plugin.post("/v1/sessions/start", Authorization=bearer)
    assert answer.status_code in (429, 502)
    assert answer.get_json()["detail"]
    assert sandbox.sessions() == []


def test_a_customer_that_petya_does_not_know_is_refused(with_petya, sandbox):
    sandbox.customer("SE_9999999999999999", known=False)
    plugin = FirstPlugin(with_petya, "SE_9999999999999999")
    answer = plugin.call("/v1/sessions/token", {"conversation_id": "talk"})
    assert (answer.status_code, answer.get_json()["error"]) == (401, "unauthorized")
    assert sandbox.requests(f"{LIVEAVATAR}/sessions/token") == []


@pytest.fixture
def lines(caplog):
    """Every line of the log, of whatever level, with all that goes along."""
    caplog.set_level(logging.DEBUG)
    return lambda: [f"{one.getMessage()} {vars(one)}" for one in caplog.records]


@aio
async def test_no_key_of_anybodys_is_in_a_log_line_or_an_answer(
    lines, with_petya, sandbox, customer
):
    plugin = FirstPlugin(with_petya, customer)
    data = plugin.begin("talk-4")
    answers = [str(data)]
    async with RoomGuest(data["livekit_url"], data["livekit_client_token"]) as guest:
        await guest.until(lambda: guest.frames)
        await plugin.publish(guest, "avatar.speak_text", text=INTRO)
        await until_told(guest, "avatar.speak_ended")
        plugin.catch_up(guest)
    other = FirstPlugin(with_petya, "SE_7777777777777777")
    other.session_id = plugin.session_id
    for path in ("stop", "keep-alive", "token", "start"):
        for one in (other, plugin):
            answer = one.call(f"/v1/sessions/{path}", {"session_id": one.session_id})
            answers.append(answer.get_data(as_text=True) + str(answer.headers))
    sandbox.fault(f"{LIVEAVATAR}/sessions/token", status=401)
    refused = plugin.call("/v1/sessions/token", {})
    answers.append(refused.get_data(as_text=True))
    delivered(sandbox, "talk-4")
    logged = lines()
    assert any("closed" in line for line in logged)
    for secret in (customer, "SE_7777777777777777", ACCOUNT, SECRET):
        assert not [line for line in logged if secret in line]
        assert not [text for text in answers if secret in text]
    for secret in (plugin.token, INTRO, data["livekit_client_token"]):
        assert not [line for line in logged if secret in line]
