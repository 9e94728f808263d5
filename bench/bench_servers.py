"""Which server should carry us: the same relayed task behind each of them.

`pip install -r bench/requirements.txt`, then `python bench/bench_servers.py [SECONDS]`.
Shares are of the direct call's throughput, measured in the same minute.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.relayed import app_before, direct_and_relayed, quick_cloud

SERVERS = ("gthread", "gevent", "granian")
CALLERS = (1, 32, 400)
DELAYS_MS = (0, 300)


def main(seconds: float) -> None:
    """Print a line per server, delay and number of callers."""
    print("upstream callers server     p50 ms   p95 ms    per s  of direct  failed")
    for delay_ms in DELAYS_MS:
        with quick_cloud(delay_ms) as cloud:
            for server in SERVERS:
                command = (sys.executable, "-m", "bench.serve_with", server)
                with app_before(cloud, command) as app:
                    for callers in CALLERS:
                        direct, ours = direct_and_relayed(cloud, app, callers, seconds)
                        print(
                            f"{delay_ms:>5} ms {callers:>7} {server:<8}"
                            f" {ours.p50_ms:>8.1f} {ours.p95_ms:>8.1f}"
                            f" {ours.per_s:>8.0f} {ours.per_s / direct.per_s:>10.2f}"
                            f" {ours.failed:>7}",
                            flush=True,
                        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
