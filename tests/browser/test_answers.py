"""Answers that are told while they are made, as the page asks for and reads them."""

import pytest

# Each answer of the script is the chunks of a stream (null breaks it), the status and
# JSON of a whole answer, or nothing: then the network is down.
ASK = """async (script) => {
  const { Api } = await import('/static/js/api.js');
  const sent = [];
  const told = [];
  const bytes = new TextEncoder();
  const streamed = (chunks) =>
    new ReadableStream({
      pull(stream) {
        const chunk = chunks.shift();
        if (chunk === undefined) stream.close();
        else if (chunk === null) stream.error(new TypeError('broken'));
        else stream.enqueue(bytes.encode(chunk));
      },
    });
  const fetch = async (path, { headers }) => {
    sent.push([headers.Accept, headers['Idempotency-Key']]);
    const next = script.shift();
    if (!next) throw new TypeError('down');
    if (Array.isArray(next)) {
      const type = 'text/event-stream; charset=utf-8';
      return new Response(streamed(next), { headers: { 'Content-Type': type } });
    }
    const { status, body, retryAfter } = next;
    const extra = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
    return Response.json(body, { status, headers: extra });
  };
  const api = new Api({ askForKey: async () => null, fetch });
  const tell = (event, data) => told.push([event, data]);
  const facts = ({ code, message, requestId }) => ({ code, message, requestId });
  const answer = await api.act('text', {}, tell).catch(facts);
  const keys = new Set(sent.map(([, key]) => key));
  return { answer, told, asked: sent.map(([accept]) => accept), keys: keys.size };
}"""

TURN = 'event: turn\ndata: {"turn": 3}\n\n'
SENTENCE = 'event: sentence\ndata: {"index": 0, "text": "Hi — you."}\n\n'
DONE = 'event: done\ndata: {"ai_response": "Hi — you.", "turn": 3}\n\n'
WHOLE = {"ai_response": "Hi — you.", "turn": 3}
IN_FLIGHT = {
    "status": 409,
    "body": {"code": "idempotency_in_flight", "message": "Wait."},
    "retryAfter": "0",
}


@pytest.fixture
def ask(blank):
    return lambda *script: blank.evaluate(ASK, list(script))


def test_what_happens_on_the_way_is_told_and_the_last_is_the_answer(ask):
    story = f": still here\n\n{TURN}{SENTENCE}{DONE}"
    halves = [story[:70], story[70:71], story[71:]]
    for chunks in ([story], halves, list(story)):
        found = ask(chunks)
        assert found["told"] == [
            ["turn", {"turn": 3}],
            ["sentence", {"index": 0, "text": "Hi — you."}],
        ]
        assert found["answer"] == WHOLE
        assert found["asked"] == ["text/event-stream"]


def test_what_was_done_before_is_answered_whole(ask):
    found = ask({"status": 200, "body": WHOLE})
    assert (found["answer"], found["told"]) == (WHOLE, [])


@pytest.mark.parametrize("end", [[], [None]])
def test_a_stream_that_breaks_off_is_asked_for_under_the_same_name(ask, end):
    again = {"status": 200, "body": WHOLE}
    found = ask([TURN, SENTENCE, *end], IN_FLIGHT, IN_FLIGHT, again)
    assert found["answer"] == WHOLE
    assert (len(found["told"]), len(found["asked"]), found["keys"]) == (2, 4, 1)


def test_waiting_for_an_answer_that_is_under_way_does_not_use_up_the_tries(ask):
    found = ask([TURN], *[IN_FLIGHT] * 9, {"status": 200, "body": WHOLE})
    assert (found["answer"], found["keys"]) == (WHOLE, 1)


def test_a_network_that_stays_down_is_said_to_be(ask):
    found = ask([TURN], None, None, None)
    assert found["answer"]["code"] == "unreachable"
    assert len(found["asked"]) == 4


def test_an_error_in_the_stream_is_an_error_like_any_other(ask):
    error = '{"message": "It broke.", "code": "x", "request_id": "r1"}'
    found = ask([TURN, f"event: error\ndata: {error}\n\n"])
    assert found["answer"] == {"code": "x", "message": "It broke.", "requestId": "r1"}
    assert len(found["asked"]) == 1


def test_an_error_before_the_stream_is_not_asked_for_again(ask):
    refusal = {"code": "wrong_state", "message": "Not live."}
    found = ask({"status": 409, "body": refusal})
    assert found["answer"]["message"] == "Not live."
    assert len(found["asked"]) == 1
