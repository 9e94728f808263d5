"""What a sentence is, and what can be said aloud: pure functions on plain strings."""
