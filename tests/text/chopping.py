"""Texts full of marks, and ways to cut them into what a model sends at a time."""

# ruff: noqa: RUF001 - emoji and other scripts are the subject

from hypothesis import strategies as st

_BITS = r"""
Hello there. | How are you? | Dr. | e.g. | it's | don't | 你好。 | H₂O | "Yes," | ; |
, | . | ... | ! | ? | : | — | - | **bold** | *smiles* | *Smiles warmly* | *ho ho* |
_winks_ | *a _smiles_ b* | **Santa:** Ho! | * | ** | _ | `run()` | ~~old~~ | ~~ |
==new== | == | ( | (laughs) | (a | [laughs] | [ | ] | ](x) |
[my page](https://x.org/a_(b)) | [1] | [^2] | [link][1] | ![cat](c.png) | ![ |
[a]: http://x | [^1]: note | 【4†source】 | 【 | https://www.example.org/path?q=1. |
www.x.org | http:// | me@x.org | done.¹ | word† | <b>you</b> | <br/> | <p> | </p> |
<td>a</td><td>b</td> | <!-- c --> | <!-- | --> | <script> | </script> |
<think>hm</think> | <think> | &amp; | &lt; | &nbsp | AT&T | a < b | <3 | :) | ;-) |
:D | xD | T_T | ¯\_(ツ)_/¯ | 😀 | 👍🏽 | → | -> | -- | 3 * 4 | 3*4 | snake_case | \* |
\ | #winter | • | # Title | ## T ## | - item | * item | 1. one | 2. two | 12. August |
3. | - [ ] todo | > quote | --- | === | ``` | ```py | ~~~
"""
BITS = [bit.strip() for bit in _BITS.replace("\n", " ").split(" | ")]
BITS += ["\r\n", "\r", "|", "| a | b |", "|---|---|", "x | y", "--|--"]
_GAPS = st.sampled_from(["", " ", " ", "\n", "\n\n"])

MARKED = st.one_of(
    st.lists(st.tuples(st.sampled_from(BITS), _GAPS), max_size=15).map(
        lambda pairs: "".join(bit + gap for bit, gap in pairs)
    ),
    st.text(),
    st.text(alphabet="aB1² *_[](){}!~=<>/&;:.,\n`|-#DTx。→【】"),
)
"""Markdown, HTML and punctuation in every disorder."""

PROSE = "This is *a sentence* of some length, said by **nobody** at all. "
LONG_TEXTS = [
    PROSE * 310,
    (PROSE * 8 + "\n\n") * 39,
    "今天天气很好，我们一起去公园散步吧。你觉得怎么样？" * 800,
    "मेरा नाम राम है और मैं दिल्ली में रहता हूँ। " * 440,
    "word and other, " * 1250,
    "สวัสดีครับ" * 2000,
    "- [ ] an item of a list, at [a page](https://example.org)\n" * 340,
    "3.14 " * 4000,
]
"""Some twenty thousand characters each."""


def chopped(text, chance):
    """The deltas of `text`, of any length."""
    while text:
        length = chance.choice([1, 1, 2, 3, 5, 8, 13])
        yield text[:length]
        text = text[length:]


def in_fours(text):
    return [text[at : at + 4] for at in range(0, len(text), 4)]
