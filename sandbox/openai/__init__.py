"""An OpenAI-compatible model server with a small mind of its own."""
