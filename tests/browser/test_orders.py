"""Two sentences, told by the server and by the cloud: every order of what is told."""

from itertools import combinations

import pytest

from tests.browser.telling import TELL

SERVER = (
    ["entered", 1],
    *(["wrote", 0, "a"], ["accepted", 0, "a"]),
    *(["wrote", 1, "b"], ["accepted", 1, "b"]),
    ["answered", "a", "b"],
)
CLOUD = (["started", "a"], ["stopped", "a"], ["started", "b"], ["stopped", "b"])
IN_STEP = (*SERVER[:3], CLOUD[0], *SERVER[3:5], *CLOUD[1:3], SERVER[5], CLOUD[3])


def orders():
    """Each keeps the order that either of them tells it in."""
    length = len(SERVER) + len(CLOUD)
    for places in combinations(range(length), len(CLOUD)):
        server, cloud = iter(SERVER), iter(CLOUD)
        yield [next(cloud if at in places else server) for at in range(length)]


@pytest.fixture
def tell(blank):
    return lambda *story: blank.evaluate(TELL, story)


def test_whatever_comes_first_it_is_said_once_and_then_it_is_quiet(tell):
    for order in orders():
        fired = tell(["begin"], *order, ["state"], ["words"])
        assert fired[-2:] == ["LIVE", "[Because.]"], order
        assert fired.count("said") == 1, order
        after = fired[fired.index("said") :]
        assert not [word for word in after if word.startswith('"')], order
        assert "interrupted" not in fired, order


@pytest.mark.parametrize("at", range(len(IN_STEP)))
def test_after_an_interrupt_nothing_more_is_shown_or_heard(tell, at):
    fired = tell(["begin"], *IN_STEP[:at], ["interrupt"], *IN_STEP[at:], ["state"])
    assert fired[fired.index("interrupted") :] == ["interrupted", "quiet", "LIVE"]
