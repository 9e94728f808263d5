"""Streams of events, read by the page's own module."""

import pytest

# Each connection of the script is a list of chunks, or the status of a refusal.
FOLLOW = """async (script) => {
  const { Feed } = await import('/static/js/feed.js');
  const { ApiError } = await import('/static/js/api-error.js');
  const heard = [];
  const bytes = new TextEncoder();
  await new Promise((over) => {
    const open = async (last) => {
      heard.push(`from ${last || 'the start'}`);
      const next = script.shift();
      if (next === undefined) return void setTimeout(over) ?? null;
      if (typeof next === 'number') throw new ApiError('No.', { status: next });
      return new ReadableStream({
        start(stream) {
          for (const chunk of next) stream.enqueue(bytes.encode(chunk));
          stream.close();
        },
      });
    };
    const feed = new Feed(open, { firstWaitMs: 0 });
    feed.addEventListener('state', () => heard.push('state'));
    feed.addEventListener('warning', () => heard.push('warning'));
    feed.start();
    feed.start();
    setTimeout(over, 300);
  });
  return heard;
}"""


def test_a_stream_that_breaks_is_read_on_from_its_last_event(blank):
    first = ["retry: 1000\n\nid: 1\nevent: st", "ate\ndata: {}\n", "\n: still here\n\n"]
    second = ["id: 2\r\nevent: warning\r\ndata: {}\r\n\r\nid: 3\nevent: turn\n\n"]
    assert blank.evaluate(FOLLOW, [first, 503, second]) == [
        *("from the start", "state", "from 1", "from 1", "warning", "from 3")
    ]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_stream_that_is_refused_for_good_is_not_asked_for_again(blank, status):
    assert blank.evaluate(FOLLOW, [status, ["event: state\n\n"]]) == ["from the start"]
