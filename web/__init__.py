"""Inbound plumbing shared by every face: parsing, envelopes, keys, CORS, docs."""
