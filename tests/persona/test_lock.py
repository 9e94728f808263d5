"""Turns at the persona file."""

import os

from persona.lock import Turns


def test_turns_made_before_a_fork_are_taken_after_it(tmp_path):
    turns = Turns(tmp_path / "personas.lock", timeout_s=5)
    with turns.turn():
        pass
    child = os.fork()
    if child == 0:
        # The test runner is not this process: leave without its clean-up.
        try:
            with turns.turn():
                os._exit(0)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
