"""Checks a viewer's SDP answer before the connection is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiortc.sdp import SessionDescription

_KINDS = ["video", "audio", "application"]


class BadAnswer(ValueError):
    """The SDP answer cannot be used; the message says why, without quoting it."""


def usable_answer(answer: Mapping[str, Any]) -> str:
    """The SDP to apply, without what must not reach aioice.

    Raises:
        BadAnswer: It is not `{"type": "answer", "sdp": …}` for our three media lines.
    """
    sdp = answer.get("sdp")
    if answer.get("type") != "answer" or not isinstance(sdp, str):
        raise BadAnswer("an object of type 'answer' with an sdp text is expected")
    kept = without_names(sdp)
    try:
        media = SessionDescription.parse(kept).media
    except Exception as error:
        # aiortc parses by assertion, index and key: anything may come out.
        raise BadAnswer("the sdp cannot be read") from error
    if [each.kind for each in media] != _KINDS:
        raise BadAnswer("the sdp does not answer video, audio and data, in that order")
    if any(not each.port for each in media):
        raise BadAnswer("the sdp refuses one of the three media lines")
    if any(not each.dtls or each.dtls.role == "auto" for each in media):
        raise BadAnswer("the sdp does not say who starts the encryption")
    if not all(each.ice and each.ice.usernameFragment for each in media):
        raise BadAnswer("the sdp carries no ICE credentials")
    return kept


def without_names(sdp: str) -> str:
    """An SDP without `.local` candidates and without the end of candidates.

    Looking the names up sends multicast queries; and a viewer may name no candidate at
    all: its checks reveal its address, which aioice only waits for while more may come.
    """
    return "".join(line for line in sdp.splitlines(keepends=True) if _wanted(line))


def _wanted(line: str) -> bool:
    if line.startswith("a=end-of-candidates"):
        return False
    return not (line.startswith("a=candidate:") and ".local" in line)
