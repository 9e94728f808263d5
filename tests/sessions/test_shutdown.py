"""The end of the server: nothing new is opened, nothing is left open."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import ShuttingDown, TimedOut
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from tests.cores import a_service
from tests.fakes import FakeCloud
from tests.waiting import until


def test_shutting_down_ends_everything_and_opens_nothing(service, cloud, live):
    opened = service.open(SessionOrder()).cloud_session_id
    assert service.close_all(EndReason.SHUTDOWN) == 0
    for session_id in (live, opened):
        assert service.find(session_id).end_reason is EndReason.SHUTDOWN
    with pytest.raises(ShuttingDown):
        service.open(SessionOrder())


def test_a_session_that_opens_during_the_shutdown_is_waited_for_and_closed(
    service, cloud, live
):
    gate = cloud.gates["open"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        opening = pool.submit(service.open, SessionOrder())
        until(lambda: cloud.verbs()[-1] == "open")
        closing = pool.submit(service.close_all, EndReason.SHUTDOWN)
        until(lambda: cloud.verbs()[-1] == "close")
        gate.set()
        assert closing.result(10) == 0
        with pytest.raises(ShuttingDown):
            opening.result(10)
    assert service.unended() == []
    assert cloud.verbs() == ["open", "accept", "open", "close", "close"]


def test_the_shutdown_does_not_wait_for_ever_for_a_cloud(service, cloud, live, caplog):
    gate = cloud.gates["open"] = cloud.gates["close"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        opening = pool.submit(service.open, SessionOrder())
        until(lambda: cloud.verbs()[-1] == "open")
        assert service.close_all(EndReason.SHUTDOWN, within_s=0.05) == 2
        gate.set()
        with pytest.raises(ShuttingDown):
            opening.result(10)
    for state in ("opening", "closing"):
        assert f"({state}) may bill at fake" in caplog.text
    # Who was not waited for still writes: not into the next test.
    until(nobody_is_closing)


def nobody_is_closing():
    return not [t for t in threading.enumerate() if t.name.startswith("closing")]


class AllAtOnce(FakeCloud):
    """Closes nothing before eight are to be closed."""

    def __init__(self):
        super().__init__()
        self.together = threading.Barrier(8, timeout=10)

    def close(self, cloud_session_id):
        self.together.wait()
        return super().close(cloud_session_id)


def test_many_sessions_are_closed_at_the_same_time(database, clock):
    service = a_service(cloud=AllAtOnce(), database=database, clock=clock)
    for _ in range(8):
        service.open(SessionOrder())
    assert service.close_all(EndReason.SHUTDOWN) == 0
    assert service.unended() == []


def test_one_session_that_cannot_be_closed_does_not_keep_the_others(
    service, cloud, live
):
    other = service.open(SessionOrder()).cloud_session_id
    cloud.fails["close"] = TimedOut("late", upstream="fake")
    assert service.close_all(EndReason.SHUTDOWN) == 1
    states = {service.find(session_id).state for session_id in (live, other)}
    assert states == {State.CLOSING, State.CLOSED}
