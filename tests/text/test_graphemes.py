"""Where a string may be cut."""

import pytest

from text.graphemes import safe_cut


@pytest.mark.parametrize(
    ("text", "end", "cut"),
    [
        ("abc", 2, 2),
        ("abc", 3, 3),
        ("ae\u0301c", 2, 1),
        ("ae\u0301c", 3, 3),
        ("e\u0301\u0302\u0303", 2, 2),
    ],
)
def test_cuts_before_the_character_that_would_break(text, end, cut):
    assert safe_cut(text, 0, end) == cut
