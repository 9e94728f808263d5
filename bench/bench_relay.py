"""What the relay costs: one spoken task, through us and directly.

`python bench/bench_relay.py [SECONDS]`; each cell is measured within this one run.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.relayed import app_before, direct_and_relayed, quick_cloud

CALLERS = (1, 32, 400)
DELAYS_MS = (0, 300)
ROW = "{:>8} {:>8} | {:>9.1f} {:>9.1f} {:>9.0f} | {:>9.1f} {:>9.1f} {:>9.0f} | {:>6}"


def main(seconds: float) -> None:
    """Print the table."""
    print(f"{'':17} | {'direct':^29} | {'relayed':^29} |")
    print(
        f"{'upstream':>8} {'callers':>8}"
        + f" | {'p50 ms':>9} {'p95 ms':>9} {'per s':>9}" * 2
        + " | failed"
    )
    for delay_ms in DELAYS_MS:
        with quick_cloud(delay_ms) as cloud, app_before(cloud) as app:
            for callers in CALLERS:
                direct, relayed = direct_and_relayed(cloud, app, callers, seconds)
                print(
                    ROW.format(
                        f"{delay_ms} ms",
                        callers,
                        direct.p50_ms,
                        direct.p95_ms,
                        direct.per_s,
                        relayed.p50_ms,
                        relayed.p95_ms,
                        relayed.per_s,
                        relayed.failed,
                    )
                )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 4.0)
