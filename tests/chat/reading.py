"""Reading a stream as a turn does: in a thread of its own."""

from __future__ import annotations

import threading


class Reader(threading.Thread):
    """Reads a stream to its end.

    Attributes:
        deltas: What has come so far.
        error: What ended it, where something did.
    """

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.deltas = []
        self.error = None
        self.start()

    def run(self):
        try:
            with self.stream:
                for delta in self.stream:
                    self.deltas.append(delta)
        except Exception as error:
            self.error = error

    def has_ended(self):
        self.join(5)
        return not self.is_alive()


def readers():
    """The threads of the client itself."""
    return [one for one in threading.enumerate() if one.name == "model-reply"]
