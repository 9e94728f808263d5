"""HeyGen's Interactive Avatar: its wire, its client, and our faces for it."""
