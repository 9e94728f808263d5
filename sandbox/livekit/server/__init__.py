"""Rooms of a real LiveKit server; loaded only where LIVEKIT_URL names one."""
