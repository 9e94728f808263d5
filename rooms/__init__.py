"""LiveKit's rooms; not called livekit, since that is the library."""
