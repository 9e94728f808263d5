"""Whatever the model server does wrong, in a reply and in a session."""

import pytest

from tests.faults.acts import HOURS, TASK, V1, started
from tests.faults.conftest import LEAK, SECRETS, is_a_sentence, on_either
from tests.sandbox_server import SandboxServer
from tests.whole import Caller, whole_app

CHAT = "/openai/v1/chat/completions"
BODY = {"error": {"message": LEAK, "type": LEAK, "param": LEAK, "code": LEAK}}


def saying(content):
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


FAULTS = {
    "key refused": ({"status": 401, "body": BODY}, 502, "upstream_rejected"),
    "forbidden": ({"status": 403, "body": BODY}, 502, "upstream_rejected"),
    "no such model": ({"status": 404, "body": BODY}, 502, "upstream_rejected"),
    "a refusal": ({"status": 400, "body": BODY}, 502, "upstream_rejected"),
    "a refusal in prose": ({"status": 400, "body": LEAK}, 502, "upstream_rejected"),
    "unprocessable": ({"status": 422, "body": BODY}, 502, "upstream_rejected"),
    "busy": ({"status": 429, "body": BODY}, 503, "upstream_rate_limited"),
    "a bug": ({"status": 500, "body": BODY}, 502, "upstream_error"),
    "a bad gateway": ({"status": 502, "body": f"<h1>{LEAK}"}, 502, "upstream_error"),
    "overloaded": ({"status": 503, "body": LEAK}, 502, "upstream_error"),
    "broken JSON": ({"garble": True}, 502, "upstream_malformed"),
    "prose": ({"status": 200, "body": LEAK}, 502, "upstream_malformed"),
    "nothing": ({"status": 200, "body": ""}, 502, "upstream_malformed"),
    "a list": ({"status": 200, "body": [LEAK]}, 502, "upstream_malformed"),
    "no choice": ({"status": 200, "body": {"choices": []}}, 502, "upstream_malformed"),
    "no words": ({"status": 200, "body": saying("  ")}, 502, "upstream_malformed"),
    "only an emoji": ({"status": 200, "body": saying("🎄")}, 502, "upstream_malformed"),
    "a number": ({"status": 200, "body": saying(7)}, 502, "upstream_malformed"),
    "hung up before": ({"drop": "before"}, 504, "upstream_timed_out"),
    "hung up after": ({"drop": "after"}, 504, "upstream_timed_out"),
    "half an answer": ({"cut": True}, 504, "upstream_timed_out"),
}


APOLOGY = "Sorry, I lost my thread."


def said(sandbox):
    """What the cloud was given to say."""
    return " ".join(task["body"]["text"] for task in sandbox.requests(f"{V1}.task"))


@pytest.fixture(autouse=True)
def apologetic(call):
    """The active persona, whatever other tests made of it."""
    call.post("/persona/update", apology=APOLOGY, policy={"words": [], "topics": []})


@pytest.fixture
def warned(caplog):
    """Checks an answer with a warning, its log lines included, and gives its body."""

    def check(answer, code):
        body = answer.get_json()
        assert answer.status_code == 200, body
        assert body["warning"]["code"] == code
        assert is_a_sentence(body["warning"]["message"])
        for secret in SECRETS:
            assert secret not in answer.get_data(as_text=True) + caplog.text
        return body

    return check


def ask(call, session_id):
    return call.post("/openai/complete", prompt="Who are you?")


def ask_aloud(call, session_id):
    question = {"text": "Who are you?", "generate_ai_response": True}
    return call.post("text", session_id=session_id, **question)


# A stream that fails half-way has said something by then.
HALF = {name: FAULTS[name] for name in ("broken JSON", "half an answer")}
WHOLE = {name: fault for name, fault in FAULTS.items() if name not in HALF}


@pytest.mark.parametrize(("fault", "status", "code"), WHOLE.values(), ids=WHOLE)
def test_a_failing_model_is_told_apart_and_the_next_try_succeeds(
    call, sandbox, refused, fault, status, code
):
    sandbox.fault(CHAT, times=None, **fault)
    body = refused(ask(call, ""), status, code)
    names = {401: "OPENAI_API_KEY", 404: "OPENAI_MODEL"}
    assert names.get(fault.get("status"), "") in body["message"]
    sandbox.call("DELETE", "faults")
    assert ask(call, "").status_code == 200


@pytest.mark.parametrize(("fault", "status", "code"), HALF.values(), ids=HALF)
def test_what_was_written_before_it_failed_is_given_with_a_warning(
    call, sandbox, warned, fault, status, code
):
    sandbox.model(say=["It was said. This follows it. And here is a third one."])
    sandbox.fault(CHAT, times=None, **fault)
    assert warned(ask(call, ""), code)["text"] == "It was said."


@pytest.mark.parametrize(("fault", "status", "code"), FAULTS.values(), ids=FAULTS)
def test_in_a_session_the_persona_apologises_and_the_caller_is_warned(
    call, sandbox, warned, fault, status, code
):
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=None)
    sandbox.fault(CHAT, times=None, **fault)
    body = warned(ask_aloud(call, session_id), code)
    assert said(sandbox) == body["ai_response"]
    assert body["ai_response"].endswith(APOLOGY)

    sandbox.call("DELETE", "faults")
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=None)
    assert "warning" not in ask_aloud(call, session_id).get_json()


def test_a_slow_model_is_not_waited_for(
    call, hasty_with_model, sandbox, refused, warned
):
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=None)
    sandbox.fault(CHAT, times=None, delay_s=HOURS)
    refused(ask(hasty_with_model, ""), 504, "upstream_timed_out")
    warned(ask_aloud(hasty_with_model, session_id), "upstream_timed_out")
    assert said(sandbox) == APOLOGY


def test_when_to_try_again_is_handed_on(call, sandbox, refused):
    sandbox.fault(CHAT, status=429, headers={"Retry-After": "9"}, body=BODY)
    answer = ask(call, "")
    refused(answer, 503, "upstream_rate_limited")
    assert answer.headers["Retry-After"] == "9"


def test_a_model_without_quota_says_so(call, sandbox, refused):
    body = {"error": {"message": LEAK, "code": "insufficient_quota"}}
    sandbox.fault(CHAT, status=429, body=body)
    answer = refused(ask(call, ""), 503, "upstream_rate_limited")
    assert "quota" in answer["message"]


def test_a_model_is_asked_once_even_if_it_fails(call, sandbox, refused):
    sandbox.fault(CHAT, times=None, status=503)
    refused(ask(call, ""), 502, "upstream_error")
    assert len(sandbox.requests(CHAT)) == 1


def test_a_model_server_that_is_gone_is_unreachable(tmp_path, refused):
    with SandboxServer() as sandbox:
        app = whole_app(sandbox, tmp_path)
    body = refused(ask(Caller(app), ""), 502, "upstream_unreachable")
    assert body["message"] == "The model server cannot be reached."
    assert Caller(app).post("/openai").status_code == 200


def test_the_greeting_needs_no_model(call, sandbox):
    sandbox.fault(CHAT, times=None, status=500)
    assert call.post("/openai").status_code == 200
    assert call.post("init").status_code == 200
    assert sandbox.requests(CHAT) == []


def test_a_refused_model_name_is_named_after_its_setting(
    sandbox, tmp_path, refused, call
):
    app = whole_app(sandbox, tmp_path, openai_model="refused-model")
    body = refused(ask(Caller(app), ""), 502, "upstream_rejected")
    assert "OPENAI_MODEL" in body["message"]


@on_either
def test_refused_keys_are_named_after_their_settings(
    sandbox, tmp_path, refused, call, cloud
):
    keys = {f"{cloud.name}_api_key": "refused-key", "openai_api_key": "refused-key"}
    caller = Caller(whole_app(sandbox, tmp_path, cloud, **keys))
    model = refused(ask(caller, ""), 502, "upstream_rejected")
    assert "OPENAI_API_KEY" in model["message"]
    face = refused(caller.post("session/create"), 502, "upstream_rejected")
    assert cloud.key_name in face["message"]


@on_either
def test_without_keys_the_missing_setting_is_named(
    sandbox, tmp_path, refused, call, cloud
):
    keys = {f"{cloud.name}_api_key": "", "openai_api_key": ""}
    caller = Caller(whole_app(sandbox, tmp_path, cloud, **keys))
    model = refused(ask(caller, ""), 503, "not_configured")
    assert "OPENAI_API_KEY" in model["message"]
    face = refused(caller.post("session/create"), 503, "not_configured")
    assert cloud.key_name in face["message"]
    assert caller.get("/persona").status_code == 200
