"""Personas in sessions: what they hear, remember, answer and say aloud."""
