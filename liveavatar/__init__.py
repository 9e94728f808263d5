"""LiveAvatar behind the session core, and in front of it a proxy for its clients."""
