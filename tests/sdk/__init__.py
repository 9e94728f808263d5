"""HeyGen's own SDKs, as they are published, in a real browser on our server."""
