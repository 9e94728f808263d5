"""How several pytest workers share the tests, each with servers of its own."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

BROWSER = ("tests/browser/", "tests/sdk/")


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # published untyped
    """A file stays together, for its fixtures; the browser's files all do.

    A page takes a core or more while it opens, and two of them at once take from each
    other what their tests wait for.
    """

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return BROWSER[0] if file.startswith(BROWSER) else file
