"""The stand-in model: it answers as the persona its system prompt describes."""
