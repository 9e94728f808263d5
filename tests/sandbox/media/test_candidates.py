from __future__ import annotations

import pytest

from sandbox.media.candidates import BadCandidate, Candidates, parse_candidate
from tests.sandbox.media.viewer import run

HOST = "candidate:1 1 udp 2130706431 127.0.0.1 50000 typ host"
MDNS = "candidate:1 1 udp 2130706431 ab12.local 50000 typ host"


def test_a_browsers_candidate_is_read():
    parsed = parse_candidate(
        {"candidate": HOST, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "x"}
    )
    assert parsed is not None
    assert (parsed.ip, parsed.port, parsed.type) == ("127.0.0.1", 50000, "host")
    assert (parsed.sdpMid, parsed.sdpMLineIndex) == ("0", 0)


@pytest.mark.parametrize("end", [None, {"candidate": ""}, {"candidate": None}])
def test_the_end_of_candidates_has_several_spellings(end):
    assert parse_candidate(end) is None


@pytest.mark.parametrize(
    "garbage",
    [
        {},
        {"candidate": HOST},
        {"candidate": 7, "sdpMid": "0"},
        {"candidate": "candidate:", "sdpMid": "0"},
        {"candidate": "one two three", "sdpMid": "0"},
        {"candidate": HOST.replace("50000", "port"), "sdpMid": "0"},
        {"candidate": HOST.replace("127.0.0.1", "example.org"), "sdpMid": "0"},
    ],
)
def test_garbage_is_refused(garbage):
    with pytest.raises(BadCandidate):
        parse_candidate(garbage)


def test_early_ones_wait_for_the_answer_and_names_are_dropped():
    async def story():
        passed: list[tuple[str, int]] = []

        async def note(candidate):
            passed.append((candidate.ip, candidate.port))

        candidates = Candidates(note)
        await candidates.add({"candidate": HOST, "sdpMid": "0"})
        await candidates.add({"candidate": MDNS, "sdpMid": "0"})
        await candidates.add(None)
        before = list(passed)
        await candidates.release()
        await candidates.add({"candidate": HOST, "sdpMid": "0"})
        return before, passed

    before, after = run(story())
    assert before == []
    assert after == [("127.0.0.1", 50000)] * 2


async def never(candidate):
    raise AssertionError("nothing may pass before the answer")


def test_a_flood_before_the_answer_is_refused():
    async def story():
        candidates = Candidates(never)
        with pytest.raises(BadCandidate, match="too many"):
            for _ in range(200):
                await candidates.add({"candidate": HOST, "sdpMid": "0"})

    run(story())
