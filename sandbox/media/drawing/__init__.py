"""Draws the avatars: shapes to painted sheets to planes to frames."""
