"""Petya, the business back-end of a LiveAvatar proxy, as its callers know it."""
