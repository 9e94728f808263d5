"""`python -m sandbox`: serve until a signal, or until the parent is gone."""

from __future__ import annotations

import sys

from sandbox.options import parse
from sandbox.serving import run

if __name__ == "__main__":
    sys.exit(run(parse()))
