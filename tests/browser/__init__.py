"""Real journeys in a real browser."""
