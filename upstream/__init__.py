"""Outbound plumbing shared by every cloud's client."""
