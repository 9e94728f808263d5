"""LiveKit's signalling over aiortc: rooms that LiveKit's own clients join.

Nothing here knows HeyGen; a cloud puts an avatar into a room as a `Resident`. What
`signalling` needs of WebRTC is in `guest` and below it, loaded with the first guest.
"""
