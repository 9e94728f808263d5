"""What sessions have come to, looked at while they end."""

import pytest

from sessions.account import Accounts
from sessions.ledger import Ledger
from sessions.limits import Limits
from sessions.model import EndReason
from sessions.order import SessionOrder
from tests.cores import a_service


class EndingLedger(Ledger):
    """Somebody ends a session right after it was read as unended."""

    end = staticmethod(lambda: None)

    def unended(self):
        found = super().unended()
        end, self.end = self.end, lambda: None
        end()
        return found


@pytest.fixture
def ledger(database, clock):
    return EndingLedger(database=database, now=clock)


@pytest.fixture
def make(cloud, database, clock, ledger):
    def make(**limits):
        service = a_service(
            cloud=cloud,
            database=database,
            clock=clock,
            ledger=ledger,
            limits=Limits(**limits),
        )
        return service, Accounts(ledger=ledger, policy=service.policy, now=clock)

    return make


@pytest.mark.parametrize("budget", ["day_credits", "month_credits"])
def test_a_session_that_ends_meanwhile_is_counted_once(make, clock, ledger, budget):
    service, accounts = make(**{budget: 10.0})
    opened = service.open(SessionOrder()).cloud_session_id
    clock.advance(600)
    ledger.end = lambda: service.close(opened, EndReason.CLIENT)
    sessions, spent = accounts.unended()
    assert len(sessions) == spent.running == 1
    assert (spent.day, spent.month) == pytest.approx((2.0, 2.0))
    _, spent = accounts.unended()
    assert (spent.day, spent.month, spent.running) == pytest.approx((2.0, 2.0, 0))


def test_without_a_budget_nothing_is_summed(make, clock):
    service, accounts = make()
    service.open(SessionOrder())
    clock.advance(600)
    sessions, spent = accounts.unended()
    assert len(sessions) == 1
    assert (spent.day, spent.month) == (0.0, 0.0)
