"""Replies in a persona's words, from any OpenAI-compatible model server."""
