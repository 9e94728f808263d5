"""The talking face: avatars drawn by code, speech, and one WebRTC peer per session."""
