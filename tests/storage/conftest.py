import pytest

from tests.cores import TestClock


@pytest.fixture
def clock():
    return TestClock()
