"""Who speaks: the personas, their store, their prompt and their routes."""
