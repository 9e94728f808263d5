from datetime import UTC, datetime

import pytest

from errors import Rejected
from sessions.model import EndReason
from sessions.order import SessionOrder


def a_call(service, clock, seconds, persona_id="ada"):
    opened = service.open(SessionOrder(persona_id=persona_id)).cloud_session_id
    clock.advance(seconds)
    service.close(opened, EndReason.CLIENT)


def test_a_month_is_summed_by_day(client, service, clock):
    a_call(service, clock, 60)
    a_call(service, clock, 10)  # half a minute is the least
    clock.advance(86_400)
    a_call(service, clock, 120)
    bill = client.get("/usage").get_json()
    assert bill == {
        "from": "2026-11-01",
        "to": "2026-11-21",
        "by": "day",
        "currency": "USD",
        "lines": [
            {
                "key": "2026-11-20",
                "sessions": 2,
                "seconds": 70.0,
                "credits": 0.3,
                "money": 0.15,
            },
            {
                "key": "2026-11-21",
                "sessions": 1,
                "seconds": 120.0,
                "credits": 0.4,
                "money": 0.2,
            },
        ],
        "total": {"sessions": 3, "seconds": 190.0, "credits": 0.7, "money": 0.35},
    }


def test_what_runs_is_in_the_bill(client, service, clock):
    a_call(service, clock, 60)
    service.open(SessionOrder(persona_id="ada"))
    clock.advance(90)
    total = client.get("/usage").get_json()["total"]
    assert (total["sessions"], total["seconds"], total["credits"]) == (2, 150, 0.5)


def test_what_runs_is_billed_by_its_own_tariff_and_so_is_its_end(
    client, service, cloud, clock
):
    cloud.tariff = "free"
    session_id = service.open(SessionOrder()).cloud_session_id
    clock.advance(90)
    assert client.get("/usage").get_json()["total"]["credits"] == 0
    service.close(session_id, EndReason.CLIENT)
    total = client.get("/usage").get_json()["total"]
    assert (total["sessions"], total["seconds"], total["credits"]) == (1, 90, 0)


def test_the_bill_can_be_by_persona_and_by_cloud(client, service, clock):
    a_call(service, clock, 60)
    a_call(service, clock, 60, "bob")
    service.open(SessionOrder(persona_id="bob"))
    clock.advance(60)
    by = {
        kind: [
            (line["key"], line["sessions"], line["credits"])
            for line in client.get(f"/usage?by={kind}").get_json()["lines"]
        ]
        for kind in ("persona", "cloud")
    }
    assert by["persona"] == [("ada", 1, 0.2), ("bob", 2, 0.4)]
    assert by["cloud"] == [("fake", 3, 0.6)]


def test_what_the_cloud_never_opened_is_not_in_it(client, service, cloud):
    cloud.fails["open"] = Rejected("No.", upstream="fake")
    with pytest.raises(Rejected):
        service.open(SessionOrder())
    assert client.get("/usage").get_json()["total"]["sessions"] == 0


def test_both_ends_of_the_span_count_and_nothing_beyond(client, service, clock):
    clock.time = datetime(2026, 11, 19, 23, 59, 0, tzinfo=UTC)
    for _ in range(3):
        a_call(service, clock, 30)
        clock.advance(86_400 - 30)
    span = {"from": "2026-11-20", "to": "2026-11-20"}
    assert client.get("/usage", query_string=span).get_json()["total"]["sessions"] == 1
    span = {"from": "2026-11-19", "to": "2026-11-21"}
    assert client.get("/usage", query_string=span).get_json()["total"]["sessions"] == 3


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-21&to=2026-11-20", "to"),
        ("from=2025-01-01&to=2026-11-20", "to"),
        ("from=yesterday", "from"),
        ("to=9999-12-31", "to"),
        ("by=week", "by"),
    ],
)
def test_a_span_that_cannot_be_meant_is_refused(client, query, field):
    answer = client.get(f"/usage?{query}")
    assert answer.status_code == 400
    assert list(answer.get_json()["fields"]) == [field]


def test_an_estimate_follows_the_clouds_rule(client):
    answer = client.get("/usage/estimate?minutes=10&cloud=heygen").get_json()
    assert answer == {
        "cloud": "heygen",
        "seconds": 600.0,
        "credits": 2.0,
        "money": 1.0,
        "currency": "USD",
        "tariff": {"credits_per_minute": 0.2, "minimum_s": 30.0, "step_s": 1.0},
    }


def test_an_estimate_is_for_the_cloud_in_use_unless_another_is_named(client):
    short = client.get("/usage/estimate?minutes=0.1").get_json()
    assert (short["cloud"], short["credits"]) == ("fake", 0.1)


@pytest.mark.parametrize("query", ["minutes=0", "minutes=nan", "minutes=1&cloud=moon"])
def test_an_estimate_of_nothing_or_nowhere_is_refused(client, query):
    assert client.get(f"/usage/estimate?{query}").status_code == 400
