"""How different personas put things: the lines each manner has for each moment."""
