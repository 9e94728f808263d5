from __future__ import annotations

import pytest

from sandbox.media.answers import BadAnswer, usable_answer

MEDIA = """m={kind} 9 {profile}
c=IN IP4 0.0.0.0
a=mid:{mid}
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-256 AA:BB
a=setup:active
"""
VIDEO = MEDIA.format(kind="video", profile="UDP/TLS/RTP/SAVPF 97", mid=0)
AUDIO = MEDIA.format(kind="audio", profile="UDP/TLS/RTP/SAVPF 96", mid=1)
DATA = MEDIA.format(
    kind="application", profile="UDP/DTLS/SCTP webrtc-datachannel", mid=2
)
HEAD = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\na=group:BUNDLE 0 1 2\n"


def sdp(*parts):
    return "".join((HEAD, *parts)).replace("\n", "\r\n")


GOOD = sdp(VIDEO, AUDIO, DATA)


def test_a_good_answer_passes_unchanged():
    assert usable_answer({"type": "answer", "sdp": GOOD}) == GOOD


def test_what_must_not_reach_the_network_is_taken_out():
    mdns = "a=candidate:1 1 udp 1 ab12.local 5000 typ host\r\n"
    named = GOOD + mdns + "a=end-of-candidates\r\n"
    assert usable_answer({"type": "answer", "sdp": named}) == GOOD


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({}, "type 'answer'"),
        ({"type": "offer", "sdp": GOOD}, "type 'answer'"),
        ({"type": "answer", "sdp": 7}, "type 'answer'"),
        ({"type": "answer", "sdp": "nonsense"}, "sdp"),
        ({"type": "answer", "sdp": sdp(AUDIO, VIDEO, DATA)}, "in that order"),
        ({"type": "answer", "sdp": sdp(VIDEO, AUDIO)}, "in that order"),
        (
            {"type": "answer", "sdp": GOOD.replace("m=audio 9", "m=audio 0")},
            "refuses",
        ),
        ({"type": "answer", "sdp": GOOD.replace("active", "actpass")}, "encryption"),
        ({"type": "answer", "sdp": GOOD.replace("a=ice-ufrag:abcd\r\n", "")}, "ICE"),
    ],
)
def test_a_bad_answer_is_refused_with_the_reason(answer, why):
    with pytest.raises(BadAnswer, match=why):
        usable_answer(answer)
