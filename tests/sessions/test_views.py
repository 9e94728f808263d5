import pytest

from errors import TimedOut, Unreachable
from sessions.limits import Limits
from sessions.model import EndReason
from sessions.order import SessionOrder
from tests.sessions.conftest import ANSWER


def opened(service, persona_id="ada"):
    return service.open(SessionOrder(persona_id=persona_id)).cloud_session_id


def ids(answer):
    return [session["session_id"] for session in answer.get_json()["sessions"]]


def test_a_session_is_shown_with_what_it_costs_so_far(client, live, clock, service):
    clock.advance(90)
    shown = client.get(f"/sessions/{live}").get_json()
    assert shown == {
        "id": service.find(live).id,
        "session_id": "cloud-1",
        "cloud": "fake",
        "state": "live",
        "persona_id": "ada",
        "opened_by": "",
        "created_at": "2026-11-20T12:00:00.000Z",
        "started_at": "2026-11-20T12:00:00.000Z",
        "ended_at": None,
        "end_reason": None,
        "duration_s": 90.0,
        "cost": {"credits": 0.3, "money": 0.15, "currency": "USD"},
        "limit": None,
        "viewer": {"seen_at": "2026-11-20T12:00:00.000Z", "gone_after_s": 45.0},
        "turn": 0,
        "last_reply": None,
    }


def test_either_id_names_a_session(client, live, service):
    ours = service.find(live).id
    assert client.get(f"/sessions/{ours}").get_json()["session_id"] == live


def test_a_session_nobody_opened_is_not_found(client):
    answer = client.get("/sessions/nobody")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


def test_no_id_is_too_odd_to_be_asked_for(client):
    for odd in ("%00", "%ED%A0%80", "x" * 5000):
        assert client.get(f"/sessions/{odd}").status_code == 404


def test_what_it_cost_stays_once_it_has_ended(client, live, clock):
    clock.advance(61)
    client.post(f"/sessions/{live}/stop")
    clock.advance(1000)
    shown = client.get(f"/sessions/{live}").get_json()
    assert shown["duration_s"] == 61.0
    assert shown["cost"]["credits"] == pytest.approx(61 / 300, abs=1e-6)
    assert shown["ended_at"] == "2026-11-20T12:01:01.000Z"
    assert (shown["state"], shown["end_reason"]) == ("closed", "client")


def test_the_limit_that_comes_first_is_shown_with_the_time_left(
    make_client, make_service, clock
):
    service = make_service(limits=Limits(session_s=600, day_credits=1.0))
    client = make_client(service)
    live = opened(service)
    clock.advance(60)
    # 0.2 of the day's credits are spent, 0.8 are four minutes.
    limit = client.get(f"/sessions/{live}").get_json()["limit"]
    assert limit == {"ends_in_s": 240.0, "reason": "budget"}


def test_what_other_sessions_spend_counts_against_the_day(
    make_client, make_service, clock
):
    service = make_service(limits=Limits(day_credits=1.0))
    client = make_client(service)
    first = opened(service)
    clock.advance(60)
    service.close(first, EndReason.CLIENT)
    second, third = opened(service), opened(service)
    clock.advance(60)
    limits = {
        client.get(f"/sessions/{one}").get_json()["limit"]["ends_in_s"]
        for one in (second, third)
    }
    assert limits == {60.0}  # the two of them share what is left


def test_a_session_that_has_ended_has_no_limit_left(make_client, make_service):
    service = make_service(limits=Limits(session_s=600))
    client = make_client(service)
    live = opened(service)
    service.close(live, EndReason.CLIENT)
    assert client.get(f"/sessions/{live}").get_json()["limit"] is None


def test_sessions_are_listed_newest_first(client, service, clock):
    for _ in range(3):
        opened(service)
        clock.advance(1)
    assert ids(client.get("/sessions")) == ["cloud-3", "cloud-2", "cloud-1"]


def test_pages_follow_each_other_without_a_gap_or_a_repeat(client, service, clock):
    for number in range(7):
        opened(service)
        clock.advance(number % 2)  # some are as old as their neighbour
    seen: list[str] = []
    place: dict[str, str] = {}
    for _ in range(4):
        answer = client.get("/sessions", query_string={"limit": 2, **place})
        seen += ids(answer)
        place = {"before": answer.get_json()["next"]}
    assert place == {"before": None}
    assert len(seen) == 7
    assert set(seen) == {f"cloud-{number}" for number in range(1, 8)}
    assert seen == ids(client.get("/sessions"))


def test_the_list_can_be_of_some_states_and_of_a_persona(client, service, clock):
    closed = opened(service, "bob")
    service.close(closed, EndReason.CLIENT)
    clock.advance(1)
    bobs = opened(service, "bob")
    clock.advance(1)
    adas = opened(service)
    clock.advance(1)
    live = opened(service)
    service.accept(live, ANSWER)

    def listed(query):
        return ids(client.get(f"/sessions?{query}"))

    assert listed("state=open") == [adas, bobs]
    assert listed("state=open,live") == [live, adas, bobs]
    assert listed("state=live&state=closed") == [live, closed]
    assert listed("persona_id=bob") == [bobs, closed]
    assert listed("persona_id=bob&state=closed") == [closed]
    assert listed("persona_id=nobody") == []


@pytest.mark.parametrize(
    "query",
    [
        *("state=asleep", "limit=0", "limit=201", "limit=x", "colour=red"),
        *("before=x", "before=5.%00", "before=99999999999999999999.x"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(client, query):
    answer = client.get(f"/sessions?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in str(answer.get_json()["fields"])


def test_stopping_twice_is_harmless(client, live, cloud):
    first = client.post(f"/sessions/{live}/stop")
    again = client.post(f"/sessions/{live}/stop")
    assert first.get_json()["data"]["state"] == "closed"
    assert again.get_json()["data"]["state"] == "closed"
    assert cloud.verbs().count("close") == 1


def test_a_stop_the_cloud_does_not_confirm_says_so(client, live, cloud):
    cloud.fails["close"] = TimedOut("Late.", upstream="fake")
    assert client.post(f"/sessions/{live}/stop").status_code == 504
    assert client.get(f"/sessions/{live}").get_json()["state"] == "closing"


def test_an_interrupt_says_which_turn_begins(client, live, cloud):
    answer = client.post(f"/sessions/{live}/interrupt")
    assert answer.get_json()["data"]["turn"] == 1
    assert "interrupt" in cloud.verbs()


def test_keep_alive_reaches_the_cloud(client, live, cloud):
    assert client.post(f"/sessions/{live}/keep-alive").get_json()["success"]
    assert cloud.verbs()[-1] == "keep_alive"


def test_a_beat_answers_with_the_session_as_it_is_now(client, live, clock, cloud):
    clock.advance(30)
    before = list(cloud.calls)
    data = client.post(f"/sessions/{live}/beat").get_json()["data"]
    assert data["cost"]["credits"] == 0.1
    assert data["viewer"]["seen_at"] == "2026-11-20T12:00:30.000Z"
    assert data == client.get(f"/sessions/{live}").get_json()
    assert cloud.calls == before


@pytest.mark.parametrize("act", ["beat", "interrupt", "keep-alive"])
def test_nothing_is_done_to_a_session_that_has_ended(client, live, act):
    client.post(f"/sessions/{live}/stop")
    answer = client.post(f"/sessions/{live}/{act}")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")
    assert "it was stopped" in answer.get_json()["message"]


def test_words_are_erased_at_the_cloud_as_well(client, live, cloud):
    assert client.delete(f"/sessions/{live}/transcript").status_code == 200
    assert cloud.calls[-1] == ("forget", live)


def test_words_that_the_cloud_keeps_for_now_are_gone_from_here(
    client, service, live, cloud
):
    service.heard(live, "My name is Ann.")
    cloud.fails["forget"] = Unreachable("down", upstream="fake")
    assert client.delete(f"/sessions/{live}/transcript").status_code == 502
    transcript = client.get(f"/sessions/{live}/transcript").get_data(as_text=True)
    assert "Ann" not in transcript
    assert client.delete(f"/sessions/{live}/transcript").status_code == 200
