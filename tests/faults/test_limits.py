"""A limit is a limit, however many processes and callers race for the last place."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import requests

from tests.clouds import HEYGEN, LIVEAVATAR
from tests.serving.running import running

pytestmark = pytest.mark.long

PROCESSES = 4
CALLERS = 200
LIMIT = 10


@pytest.fixture
def serve(tmp_path, sandbox):
    """Serves four apps over one ledger and one cloud; gives their addresses."""
    with ExitStack() as running_apps:

        def serve(cloud, database_url):
            cloud.limit(sandbox, max_sessions=500)
            settings = {
                **cloud.environ(sandbox),
                "DATABASE_URL": database_url,
                "MAX_SESSIONS": str(LIMIT),
            }
            with ThreadPoolExecutor(PROCESSES) as pool:
                starting = [running(tmp_path, **settings) for _ in range(PROCESSES)]
                found = pool.map(lambda app: running_apps.enter_context(app), starting)
                return [app.url for app in found]

        yield serve


def test_of_200_who_want_one_of_10_places_at_once_190_are_told_so(
    serve, sandbox, database_url
):
    one_in_twenty(serve(HEYGEN, database_url), sandbox, HEYGEN)


def test_it_is_so_on_liveavatar(serve, sandbox, tmp_path):
    apps = serve(LIVEAVATAR, f"sqlite:///{tmp_path / 'ledger.db'}")
    one_in_twenty(apps, sandbox, LIVEAVATAR)


def one_in_twenty(apps, sandbox, cloud):
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
