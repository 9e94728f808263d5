"""Sessions with an avatar cloud: opened, spoken through and ended in one place."""
