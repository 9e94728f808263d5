"""How the sandbox hears: when somebody speaks, and what was said."""
