"""The lines a person sees when the server is ready."""

from __future__ import annotations

from collections.abc import Sequence

from serving.clouds import Choice

ANY_ADDRESS = {"0.0.0.0", "::"}
LOCAL = {"127.0.0.1", "::1", "localhost", *ANY_ADDRESS}


def banner(host: str, port: int, clouds: Sequence[Choice]) -> str:
    """The address to open, and a line per cloud: real, or the sandbox and why."""
    shown = "localhost" if host in LOCAL else host
    if ":" in shown:
        shown = f"[{shown}]"
    lines = [f"Persona Live is ready: http://{shown}:{port}"]
    for cloud in clouds:
        kind = "real" if cloud.real else f"sandbox, since {cloud.key_name} is not set"
        lines.append(f"  {cloud.role}: {kind} ({cloud.where})")
    lines.append("Press Ctrl-C to stop; open sessions are closed.")
    return "\n".join(lines) + "\n"
