"""Turn what a model writes into what a voice can say, whole or as it comes."""

from __future__ import annotations

from text.block_stream import BlockStream
from text.fences import Fences
from text.filter import Filter
from text.line_breaks import LineBreaks
from text.markdown import Blocks, Part
from text.tags import Tags
from text.thoughts import Thoughts


def for_speech(text: str) -> str:
    """The words of `text` as one line a voice can say; empty when there are none.

    Gone are markdown, HTML, a model's <think> part, code blocks, images, footnotes,
    emoji, emoticons and stage directions such as *smiles*. Headings, list items and
    table rows become sentences. A link keeps its words; a bare address is said as
    its host. Letters of every script, apostrophes, currency and the signs of
    arithmetic stay. Code is kept when there is nothing else.
    """
    return _said(text, code=False) or _said(text, code=True)


def _said(text: str, *, code: bool) -> str:
    stream = CleanStream(code=code)
    return stream.feed(text) + stream.finish()


class CleanStream:
    """Cleans a text that is still being written.

    However it is cut into deltas, what is given out, joined, is `for_speech` of the
    whole; only that code is dropped even when there is nothing else. One exception:
    before a `</think>` that nothing had opened, all was a thought, and some of it
    may have been given out.

    Args:
        code: Whether the contents of code fences are kept.

    Attributes:
        restarted: The last delta had such a `</think>` in it.
    """

    def __init__(self, *, code: bool = False) -> None:
        self.restarted = False
        self._code = code
        self._lines, self._thoughts = LineBreaks(), Thoughts()
        self._has_said = False
        self._begin()

    def feed(self, delta: str) -> str:
        """What can be said now that `delta` is written too."""
        return self._read(delta, whole=False)

    def finish(self) -> str:
        """What is left; nothing will follow."""
        return self._read("", whole=True)

    def _begin(self) -> None:
        self._markup: list[Filter] = [Fences(code=self._code), Tags()]
        self._blocks, self._line = Blocks(), BlockStream()
        self._gap = " " if self._has_said else ""

    def _read(self, delta: str, *, whole: bool) -> str:
        text = _through([self._lines, self._thoughts], delta, whole=whole)
        self.restarted, self._thoughts.restarted = self._thoughts.restarted, False
        if self.restarted:
            self._begin()
        text = _through(self._markup, text, whole=whole)
        said = [self._part(part) for part in self._blocks.feed(text)]
        if whole:
            said += [self._part(part) for part in self._blocks.finish()]
        return "".join([*said, self._spaced(self._line.ready())])

    def _part(self, part: Part) -> str:
        self._line.add(part.text)
        if part.ends is None:
            return ""
        said = self._spaced(self._line.finish(ends=part.ends))
        self._line, self._gap = BlockStream(), " " if self._has_said else ""
        return said

    def _spaced(self, text: str) -> str:
        if not text:
            return ""
        gap, self._gap, self._has_said = self._gap, "", True
        return gap + text


def _through(filters: list[Filter], text: str, *, whole: bool) -> str:
    for each in filters:
        text = each.feed(text) + (each.finish() if whole else "")
    return text
