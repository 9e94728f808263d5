"""What aiortc and aioice only offer as names in their modules, set once."""

from __future__ import annotations

import aioice.ice
import aiortc.rtcrtpsender
from aiortc.codecs import h264, vpx

from sandbox.media.encoders import quick_encoder

_BITRATE = 1_500_000
_CONSENT_INTERVAL_S = 2


def tune() -> None:
    """Pin the video bitrate, encode quickly, notice a vanished viewer sooner.

    Browsers estimate low at first, and aiortc makes its encoder anew at every 10 % of
    change: that costs key frames and shows as ringing round the mouth. A viewer that
    was killed is noticed when six consent checks stay unanswered; aioice asks every 5
    seconds, which leaves a session occupied for half a minute.
    """
    vpx.MIN_BITRATE = vpx.DEFAULT_BITRATE = vpx.MAX_BITRATE = _BITRATE
    h264.MIN_BITRATE = h264.DEFAULT_BITRATE = h264.MAX_BITRATE = _BITRATE
    aiortc.rtcrtpsender.get_encoder = quick_encoder  # type: ignore[attr-defined]  # where its sender looks it up
    aioice.ice.CONSENT_INTERVAL = _CONSENT_INTERVAL_S
