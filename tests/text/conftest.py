"""What the tests of text share: patience on a busy machine, a limit on work."""

from contextlib import contextmanager
from time import process_time

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def time_limit():
    """Fail when the block uses more seconds of this process's own time."""

    @contextmanager
    def limit(*, seconds):
        before = process_time()
        yield
        assert process_time() - before < seconds

    return limit
