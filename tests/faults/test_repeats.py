"""Requests that are sent twice by callers who cannot know if the first arrived."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from storage.idempotency import keys
from tests.faults.acts import HOURS, TASK, V1, started
from tests.whole import Caller, whole_app

NEW = f"{V1}.new"
TWINS = 12


@pytest.fixture
def apps(tmp_path, sandbox, database_url):
    """Two apps over one ledger, as two processes would be."""
    both = [whole_app(sandbox, tmp_path, database_url=database_url) for _ in range(2)]
    yield both
    for app in both:
        app.extensions["core"].database.close()


@pytest.fixture
def hasty(tmp_path, sandbox, database_url):
    """Another one over that ledger, that hardly waits for the cloud."""
    settings = {"database_url": database_url, "cloud_read_timeout_s": 0.2}
    app = whole_app(sandbox, tmp_path, **settings)
    yield app
    app.extensions["core"].database.close()


def create(app, key="k-1", **body):
    return app.test_client().post(
        "/persona/heygen/session/create", json=body, headers={"Idempotency-Key": key}
    )


def test_a_create_repeated_at_another_process_opens_nothing_more(apps, sandbox):
    first, again = create(apps[0]), create(apps[1])
    assert first.status_code == 200
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(sandbox.sessions()) == 1
    assert create(apps[1], quality="high").status_code == 409


def test_of_many_twins_at_once_one_opens_a_session(apps, sandbox):
    sandbox.fault(NEW, delay_s=0.2)
    with ThreadPoolExecutor(TWINS) as pool:
        twins = [pool.submit(create, apps[n % 2]) for n in range(TWINS)]
        answers = [twin.result() for twin in twins]
    assert len(sandbox.requests(NEW)) == 1
    opened = [one.get_json()["data"] for one in answers if one.status_code == 200]
    refused = [one.get_json()["code"] for one in answers if one.status_code != 200]
    assert len({data["session_id"] for data in opened}) == 1
    assert set(refused) <= {"idempotency_in_flight"}


@pytest.mark.parametrize(
    "fault", [{"delay_s": HOURS}, {"cut": True}, {"drop": "after"}, {"status": 500}]
)
def test_a_create_whose_outcome_is_unknown_is_not_repeated(apps, hasty, sandbox, fault):
    sandbox.fault(NEW, **fault)
    first, again = create(hasty if "delay_s" in fault else apps[0]), create(apps[1])
    assert first.status_code in (502, 504)
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert len(sandbox.requests(NEW)) == 1
    assert create(apps[1], key="k-2").status_code == 200


def test_a_create_that_the_cloud_had_no_place_for_succeeds_later(apps, sandbox):
    sandbox.limits(max_sessions=0)
    assert create(apps[0]).status_code == 429
    sandbox.limits(max_sessions=1)
    assert create(apps[0]).status_code == 200


def test_a_stop_that_failed_can_be_repeated_under_its_key(apps, sandbox):
    session_id = create(apps[0]).get_json()["data"]["session_id"]
    sandbox.fault(f"{V1}.stop", status=500)

    def stop():
        return (
            apps[0]
            .test_client()
            .post(
                "/persona/heygen/session/stop",
                json={"session_id": session_id},
                headers={"Idempotency-Key": "k-1"},
            )
        )

    assert stop().status_code == 502
    assert stop().status_code == 200
    assert [one["end_reason"] for one in sandbox.sessions()] == ["stopped"]


def test_words_that_are_erased_are_not_kept_to_be_repeated_either(apps, sandbox):
    session_id = started(Caller(apps[0]), sandbox)
    sandbox.fault(f"{V1}.task", status=200, body=TASK)
    client = apps[0].test_client()
    said = client.post(
        "/persona/heygen/text",
        json={"session_id": session_id, "text": "Her secret wish."},
        headers={"Idempotency-Key": "k-1"},
    )
    assert said.status_code == 200, said.get_json()
    assert "secret" in kept_answers(apps[0])
    assert client.delete(f"/sessions/{session_id}/transcript").status_code == 200
    assert "secret" not in kept_answers(apps[0])


def kept_answers(app):
    with app.extensions["core"].database.read() as connection:
        return str(connection.execute(select(keys)).all())
