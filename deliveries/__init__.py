"""What others must be told, whatever happens: written down, then delivered."""
