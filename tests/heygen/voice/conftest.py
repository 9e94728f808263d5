import pytest

from tests.browser.served import serve
from tests.sandbox.caller import RoomCaller


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """The whole product, as a person runs it."""
    with serve(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def caller(served):
    """A client that knows only HeyGen's API; everything is as new."""
    served.sandbox.reset()
    return RoomCaller(served.url)
