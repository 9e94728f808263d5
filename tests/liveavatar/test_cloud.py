"""LiveAvatar as an AvatarCloud, over a client and seats that do as they are told."""

from datetime import UTC, datetime

import pytest

from errors import (
    InvalidInput,
    NotFound,
    Rejected,
    TimedOut,
    Unreachable,
    WrongState,
)
from liveavatar.cloud import LiveavatarCloud
from liveavatar.contexts import name_of
from liveavatar.doors import Door
from sessions.order import SessionOrder
from tests.liveavatar import shapes
from tests.liveavatar.fakes import AGENT_TOKEN, CLIENT_TOKEN, STARTED, FakeAgents
from tests.liveavatar.fakes import FakeClient as Client

LOST = TimedOut("No answer.", upstream="liveavatar")
KEYS = {"room_url": "wss://rooms.example", "agent_token": AGENT_TOKEN}
ADA = SessionOrder(
    cloud_may_answer=True, knowledge_base="You are Ada.", opening_text="Hello."
)


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def agents():
    return FakeAgents()


@pytest.fixture
def make(client, agents):
    """Makes the cloud; `keys` are those of its sessions."""

    def make(keys=KEYS, **choices):
        return LiveavatarCloud(
            client=client, agents=agents, keys=lambda _: keys, **choices
        )

    return make


@pytest.fixture
def cloud(make):
    return make()


@pytest.fixture
def named():
    return []


def test_a_session_is_named_before_it_is_begun_and_the_seat_taken(
    cloud, client, agents
):
    steps = []
    opened = cloud.open(SessionOrder(), lambda one: steps.append((one, client.names())))
    assert steps == [("session-1", ["avatars", "token"])]
    assert client.calls[-1] == ("start", "token-1")
    assert opened.cloud_session_id == "session-1"
    assert agents.entered == {"session-1": Door("wss://rooms.example", AGENT_TOKEN)}
    assert opened.keys == {"viewer": "visitor-7", **KEYS}


def test_no_agents_token_is_in_what_a_client_is_shown(cloud, named):
    opened = cloud.open(SessionOrder(), named.append)
    assert opened.data["livekit_client_token"] == CLIENT_TOKEN
    assert opened.data["commands_by"] == "server"
    for shown in (opened.data, opened, Door("wss://rooms.example", AGENT_TOKEN)):
        assert AGENT_TOKEN not in repr(shown)


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_seat_commands_are_left_to_the_page(
    make, client, agents, named, token
):
    client.started = {**STARTED, "livekit_agent_token": token}
    cloud = make(keys={"viewer": "visitor-7"})
    opened = cloud.open(SessionOrder(), named.append)
    assert opened.data["commands_by"] == "page"
    assert opened.keys == {"viewer": "visitor-7"}
    task = cloud.speak("session-1", "Hello.")
    assert (task.text, len(task.task_id)) == ("Hello.", 36)
    assert agents.entered == {}
    assert agents.said == []


def test_a_session_that_was_named_before_is_only_begun(cloud, client, named):
    order = SessionOrder(cloud_session_id="theirs", session_token="their-token")
    assert cloud.open(order, named.append).cloud_session_id == "theirs"
    assert named == ["theirs"]
    assert client.calls == [("start", "their-token")]


@pytest.mark.parametrize("call", ["token", "avatars", "contexts", "create_context"])
def test_what_is_lost_before_the_start_has_surely_opened_nothing(
    cloud, client, named, call
):
    client.kept = {"theirs": name_of(ADA.knowledge_base, ADA.opening_text)}
    client.fails[call] = LOST
    with pytest.raises(Unreachable) as caught:
        cloud.open(ADA, named.append)
    assert not caught.value.in_doubt
    assert named == []
    assert "start" not in client.names()


def test_a_refusal_keeps_its_reason(cloud, client, named):
    client.fails["token"] = Rejected("Check the key.", upstream="liveavatar")
    with pytest.raises(Rejected, match="Check the key"):
        cloud.open(SessionOrder(), named.append)


def test_a_start_whose_answer_is_lost_is_in_doubt_and_has_a_name(
    cloud, client, agents, named
):
    client.fails["start"] = LOST
    with pytest.raises(TimedOut) as caught:
        cloud.open(SessionOrder(), named.append)
    assert caught.value.in_doubt
    assert named == ["session-1"]
    assert agents.entered == {}


def test_there_is_nothing_to_negotiate_in_a_room(cloud):
    assert cloud.accept("session-1", None) is None
    with pytest.raises(WrongState, match="livekit_client_token"):
        cloud.accept("session-1", {"type": "answer", "sdp": "v=0"})
    with pytest.raises(WrongState, match="livekit_client_token"):
        cloud.candidate("session-1", {"candidate": ""})


def test_acts_are_said_in_the_room(cloud, agents):
    said = cloud.speak("s1", "Hello.")
    asked = cloud.converse("s1", "Who are you?")
    cloud.listen("s1", attentive=True)
    cloud.listen("s1", attentive=False)
    cloud.interrupt("s1")
    assert [one["event_type"].partition(".")[2] for _, one in agents.said] == [
        *("speak_text", "speak_response"),
        *("start_listening", "stop_listening", "interrupt"),
    ]
    assert {(one, command["session_id"]) for one, command in agents.said} == {
        ("s1", "s1")
    }
    first, second = (command for _, command in agents.said[:2])
    assert (first["event_id"], first["text"]) == (said.task_id, "Hello.")
    assert (second["event_id"], second["text"]) == (asked.task_id, "Who are you?")
    assert (said.duration_ms, asked.text) == (None, "")
    assert len({command["event_id"] for _, command in agents.said}) == 5


def test_the_end_stops_it_and_leaves_the_room(cloud, client, agents):
    cloud.close("s1")
    assert client.calls == [("stop", "s1")]
    assert agents.left == ["s1"]


def test_a_session_that_is_gone_at_the_cloud_is_left_all_the_same(
    cloud, client, agents
):
    client.fails["stop"] = NotFound("LiveAvatar knows no such session.")
    with pytest.raises(NotFound):
        cloud.close("s1")
    assert agents.left == ["s1"]


def test_a_room_is_kept_while_its_session_may_go_on(cloud, client, agents):
    client.fails["stop"] = LOST
    with pytest.raises(TimedOut):
        cloud.close("s1")
    assert agents.left == []


def test_how_long_it_lasted_is_known_at_its_end(cloud, client):
    assert cloud.lasted_s("s1") is None
    client.record = {"duration": 42.0, "end_at": "2026-05-07T10:00:42Z"}
    assert cloud.lasted_s("s1") == 42.0


def test_a_session_has_ended_when_its_record_says_so(cloud, client):
    assert not cloud.has_ended("s1")
    client.record = {"duration": 42.0, "end_at": "2026-05-07T10:00:42Z"}
    assert cloud.has_ended("s1")


@pytest.mark.parametrize(
    ("failure", "ended"),
    [(NotFound("LiveAvatar knows no such session."), True), (LOST, False)],
)
def test_without_a_record_only_an_unknown_session_has_ended(
    cloud, client, failure, ended
):
    client.fails["session"] = failure
    assert cloud.has_ended("s1") is ended


@pytest.mark.parametrize(
    ("is_free", "is_lite", "tariff"),
    [
        (False, False, "liveavatar"),
        (False, True, "liveavatar-lite"),
        (True, True, "liveavatar-free"),
    ],
)
def test_how_it_is_billed_depends_on_what_is_asked_for(make, is_free, is_lite, tariff):
    assert make(is_free=is_free).tariff_of(SessionOrder(is_lite=is_lite)) == tariff


def test_to_forget_what_never_began_is_harmless(cloud, client):
    client.fails["erase_events"] = NotFound("LiveAvatar knows no such session.")
    cloud.forget("s1")
    cloud.forget("s2")
    assert client.asked("erase_events") == ["s1", "s2"]


def test_running_sessions_have_a_time_with_a_zone(cloud):
    (one,) = cloud.live()
    assert one.cloud_session_id == "session-1"
    assert one.created_at == datetime(2026, 5, 7, 10, tzinfo=UTC)


def test_its_persona_is_its_context(cloud, client, named):
    cloud.open(ADA, named.append)
    assert client.asked("create_context") == [("You are Ada.", "Hello.")]
    (body,) = client.asked("token")
    assert body["avatar_persona"]["context_id"] == "context-1"


def test_a_context_that_somebody_has_deleted_is_made_anew(cloud, client, named):
    cloud.open(ADA, named.append)
    client.kept = {}
    gone = {"context_id": ["LiveAvatar has no such context."]}
    client.fails["start"] = InvalidInput("No such context.", fields=gone)
    opened = cloud.open(ADA, named.append)
    assert opened.cloud_session_id == named[-1] == "session-3"
    assert len(client.asked("create_context")) == 2


def test_a_context_that_the_caller_named_is_the_callers_to_mend(cloud, client, named):
    gone = {"context_id": ["LiveAvatar has no such context."]}
    client.fails["start"] = InvalidInput("No such context.", fields=gone)
    with pytest.raises(InvalidInput):
        cloud.open(SessionOrder(knowledge_base_id=shapes.CONTEXT), named.append)
    assert client.names().count("token") == 1
