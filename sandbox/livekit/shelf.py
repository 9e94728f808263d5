"""What one guest publishes: announced first, there once its media is."""

from __future__ import annotations

from collections.abc import Collection

from aiortc import MediaStreamTrack
from livekit.protocol.models import TrackInfo
from livekit.protocol.rtc import AddTrackRequest

from sandbox.livekit.publication import STREAM, Publication
from sandbox.livekit.sids import sid


class Shelf:
    """The publications of one guest.

    Attributes:
        publications: What is there, by track sid.
    """

    def __init__(self) -> None:
        self.publications: dict[str, Publication] = {}
        self._announced: list[tuple[str, TrackInfo]] = []

    def announce(self, request: AddTrackRequest) -> TrackInfo:
        """A track will come: here is what it will be called."""
        info = TrackInfo(
            sid=sid("TR"),
            type=request.type,
            name=request.name,
            source=request.source,
            muted=request.muted,
            width=request.width,
            height=request.height,
            layers=request.layers,
            stream=request.stream or STREAM,
            mime_type="video/VP8" if request.type else "audio/opus",
        )
        self._announced.append((request.cid, info))
        return info

    def begin(self, track: MediaStreamTrack) -> bool:
        """A track is here; whether it had been announced."""
        info = self._announcement(track)
        if info is None:
            return False
        publication = Publication(info, track)
        publication.start()
        self.publications[info.sid] = publication
        return True

    def mute(self, track_sid: str, muted: bool) -> bool:
        """Mute a track, or no longer; whether there is such a one."""
        publication = self.publications.get(track_sid)
        if publication is None:
            return False
        publication.info.muted = muted
        return True

    def keep(self, track_ids: Collection[str]) -> bool:
        """End every track but these; whether any ended."""
        ended = [
            track_sid
            for track_sid, one in self.publications.items()
            if one.track.id not in track_ids
        ]
        for track_sid in ended:
            self.publications.pop(track_sid).end()
        return bool(ended)

    def _announcement(self, track: MediaStreamTrack) -> TrackInfo | None:
        """By the client's id of the track; some browsers give another one in SDP."""
        is_video = track.kind == "video"
        waiting = [one for one in self._announced if bool(one[1].type) == is_video]
        exact = [one for one in waiting if one[0] == track.id]
        for one in (exact or waiting)[:1]:
            self._announced.remove(one)
            return one[1]
        return None
