"""LiveAvatar's API, HeyGen's successor of the streaming avatar, as clients know it."""
