// @ts-check
/** Reads server-sent events: a stream of bytes in, one event after the other out. */

export const MIME = 'text/event-stream';

// The server sends something at least every 15 seconds.
const SILENCE_MS = 45_000;

/**
 * One event.
 * @typedef {object} Message
 * @property {string} id Its number, or the last one there was; blank for none.
 * @property {string} event Its name.
 * @property {any} data What its JSON holds; null where it has none.
 */

/**
 * Every event of a stream, until that ends or falls silent.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {string} [id] The number of the last event before it.
 * @returns {AsyncGenerator<Message, void, void>}
 */
export async function* messages(stream, id = '') {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (true) {
      const { done, value } = await nextOf(reader);
      if (done) return;
      text += decoder.decode(value, { stream: true }).replaceAll('\r', '');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = parsed(block, id);
        id = message.id;
        yield message;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function nextOf(reader) {
  // A line that broke without a word would otherwise be waited on for ever.
  const silence = setTimeout(() => reader.cancel().catch(() => {}), SILENCE_MS);
  return reader.read().finally(() => clearTimeout(silence));
}

/**
 * @param {string} block The lines of one event, or of a sign of life.
 * @param {string} id Of the event before it.
 * @returns {Message} Without a name where it is no event.
 */
function parsed(block, id) {
  const fields = { id, event: '', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(id|event|data):? ?(.*)$/.exec(line) ?? [];
    if (name === 'id' || name === 'event' || name === 'data') fields[name] = value;
  }
  return { ...fields, data: fields.data ? JSON.parse(fields.data) : null };
}
