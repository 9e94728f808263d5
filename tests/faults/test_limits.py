"""A limit is a limit, however many processes and callers race for the last place."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import requests

from tests.clouds import CLOUDS
from tests.serving.running import running

# On LiveAvatar once: what differs there is what is counted, not where.
EITHER = [("heygen", "sqlite"), ("heygen", "postgres"), ("liveavatar", "sqlite")]

PROCESSES = 4
CALLERS = 200
LIMIT = 10


@pytest.fixture
def cloud(name):
    return CLOUDS[name]


@pytest.fixture
def apps(tmp_path, sandbox, database_url, cloud):
    """The addresses of four apps over one ledger and one cloud."""
    cloud.limit(sandbox, max_sessions=500)
    settings = {
        **cloud.environ(sandbox),
        "DATABASE_URL": database_url,
        "MAX_SESSIONS": str(LIMIT),
    }
    with ExitStack() as running_apps, ThreadPoolExecutor(PROCESSES) as pool:
        starting = [running(tmp_path, **settings) for _ in range(PROCESSES)]
        found = pool.map(lambda app: running_apps.enter_context(app), starting)
        yield [app.url for app in found]


@pytest.mark.parametrize(("name", "database_url"), EITHER, indirect=["database_url"])
def test_of_200_who_want_one_of_10_places_at_once_190_are_told_so(apps, sandbox, cloud):
    def create(number):
        url = f"{apps[number % PROCESSES]}/persona/heygen/session/create"
        return requests.post(url, json={}, timeout=30)

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(create, range(CALLERS)))

    counts = Counter(answer.status_code for answer in answers)
    assert counts == {200: LIMIT, 429: CALLERS - LIMIT}
    for refusal in (answer for answer in answers if answer.status_code == 429):
        body = refusal.json()
        assert body["code"] == "limit_reached"
        assert f"All {LIMIT} sessions" in body["message"]
        assert int(refusal.headers["Retry-After"]) >= 1
    assert len(sandbox.requests(cloud.opens)) == LIMIT
    assert [one["end_reason"] for one in sandbox.sessions()] == [None] * LIMIT
