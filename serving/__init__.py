"""How the process runs: which clouds, the sandbox child, the server, the ending."""
