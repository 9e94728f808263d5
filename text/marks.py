"""Punctuation by what it does to a sentence, across scripts: data only."""

# ruff: noqa: RUF001 - look-alikes of Latin marks are the point here

OPENERS = "\"'“„‘‚«»‹›([{¿¡—–*_「『《〈【（"
"""May stand before a sentence's first word."""

CLOSERS = "\"'”“’‘»›)]}」』》〉】）*_"
"""May stand after the mark that ends a sentence, and still belong to it."""

STOPS = "。！？｡．।॥؟۔።၊။។"
"""End a sentence whatever follows, white space or not."""

MARKS = ".!?…‼⁇⁈⁉‽"
"""End a sentence, or an abbreviation, or nothing: what is around them decides."""

DASHES = "—–"
"""May stand between what was said and who said it."""

WIDE_CLAUSE_MARKS = "、，；："
"""End a clause, and need no space after them."""

CLAUSE_MARKS = ",;:،؛–"
"""End a clause when white space follows."""
