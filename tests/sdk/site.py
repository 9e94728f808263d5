"""The page of these tests on a web server of its own, as any user's of an SDK."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
BUNDLER = HERE / "node_modules" / ".bin" / "esbuild"
HEYGENS = tuple(f"streaming-avatar-{one}" for one in ("1-0-16", "2-0-12", "2-1-0"))
LIVEAVATARS = ("liveavatar-web-sdk-0-0-18",)


def is_installed() -> bool:
    """Whether scripts/need-node has done its work."""
    return BUNDLER.exists()


@contextmanager
def site(
    folder: Path, *, page: Path = HERE / "page", packages: Sequence[str] = HEYGENS
) -> Iterator[str]:
    """Serve a page and its SDKs, bundled as any project does it; gives the origin.

    Args:
        folder: Where to put them; empty.
        page: Where the page is.
        packages: The SDKs.
    """
    how = ("--bundle", "--format=esm", "--log-level=error", f"--outdir={folder}")
    subprocess.run([BUNDLER, *packages, *how], cwd=HERE, check=True)
    for name in ("index.html", "page.js"):
        shutil.copy(page / name, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_line: object) -> None:
        """Say nothing."""
