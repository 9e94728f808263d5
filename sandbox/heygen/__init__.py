"""HeyGen's streaming avatar API, version v1, as its public clients know it."""
