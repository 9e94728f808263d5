"""What aiortc and aioice only offer as constants of their modules, set once."""

from __future__ import annotations

import aioice.ice
from aiortc.codecs import h264, vpx

_BITRATE = 1_500_000
_CONSENT_INTERVAL_S = 2


def tune() -> None:
    """Pin the video bitrate and notice a vanished viewer sooner.

    Browsers estimate low at first, and aiortc makes its encoder anew at every 10 % of
    change: that costs key frames and shows as ringing round the mouth. A viewer that
    was killed is noticed when six consent checks stay unanswered; aioice asks every 5
    seconds, which leaves a session occupied for half a minute.
    """
    vpx.MIN_BITRATE = vpx.DEFAULT_BITRATE = vpx.MAX_BITRATE = _BITRATE
    h264.MIN_BITRATE = h264.DEFAULT_BITRATE = h264.MAX_BITRATE = _BITRATE
    aioice.ice.CONSENT_INTERVAL = _CONSENT_INTERVAL_S
