"""Hindi texts with a bar where a speaker would stop."""

CASES = """
मेरा नाम राम है। | आप कैसे हैं? | ठीक हूँ।
डॉ. शर्मा आए। | वे खुश थे।
श्लोक यहाँ है॥ | फिर आगे।
"""
