"""Words that grow while they are said: where they are cut, and what is read out."""

import pytest

SAID = """async ([text, share]) => {
  const { saidOf } = await import('/static/js/pace.js');
  return saidOf(text, share);
}"""

# Draws one turn as its words change, and tells what a screen reader would read.
DRAW = """async (steps) => {
  const { Conversation } = await import('/static/js/conversation.js');
  const { Turn } = await import('/static/js/turn.js');
  const make = (tag) => document.createElement(tag);
  const [list, box, empty] = ['ol', 'div', 'p'].map(make);
  const conversation = new Conversation({ list, box, empty });
  const turn = new Turn('talk', { prompt: 'Why?' });
  conversation.draw(turn, 'Maya');
  const added = [];
  const watch = new MutationObserver(() => {});
  watch.observe(list, { childList: true, subtree: true });
  for (const step of steps) {
    Object.assign(turn, step);
    conversation.draw(turn, 'Maya');
    const nodes = watch.takeRecords().flatMap(({ addedNodes }) => [...addedNodes]);
    added.push(nodes.map(({ textContent }) => textContent));
  }
  return { added, shown: list.querySelector('.theirs .words').textContent };
}"""


@pytest.mark.parametrize(
    ("text", "share", "said"),
    [
        ("One two three.", -1, ""),
        ("One two three.", 0, ""),
        ("One two three.", 0.2, ""),
        ("One two three.", 3 / 14, "One"),
        ("One two three.", 0.4, "One"),
        ("One two three.", 0.9, "One two"),
        ("One two three.", 1, "One two three."),
        ("One two three.", 7, "One two three."),
        ("Now.", 0.9, "Now"),
        ("你好我是玛雅。", 0.6, "你好我是"),
        ("👩‍🔬👩‍🔬", 0.9, "👩‍🔬"),
        ("", 0.5, ""),
    ],
)
def test_a_text_is_cut_after_its_last_whole_word(blank, text, share, said):
    assert blank.evaluate(SAID, [text, share]) == said


def test_only_what_is_new_is_read_out(blank):
    drawn = blank.evaluate(
        DRAW,
        [
            {"words": "Hello there."},
            {"words": "Hello there. How are you?", "state": "speaking"},
            {"note": "The model did not answer in time."},
            {"words": "Hello there. How", "state": "interrupted"},
        ],
    )
    assert drawn["added"][0] == ["Hello there."]
    assert drawn["added"][1] == [" How are you?"]
    assert drawn["added"][2] == ["The model did not answer in time."]
    # What is left of a sentence was read out before.
    assert drawn["added"][3] == ["Interrupted"]
    assert drawn["shown"] == "Hello there. How"


def test_words_that_turn_out_otherwise_are_shown_as_they_are(blank):
    drawn = blank.evaluate(DRAW, [{"words": "Hello."}, {"words": "Good morning."}])
    assert drawn["shown"] == "Good morning."
