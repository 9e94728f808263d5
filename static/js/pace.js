// @ts-check
/** How far a text has been said after some time. */

// A sentence of 60 characters takes about four seconds.
const MS_PER_CHARACTER = 65;

/**
 * How long it takes to say.
 * @param {string} text
 * @param {number | null} [knownMs] What the cloud says, if it does.
 */
export function lengthMs(text, knownMs) {
  return knownMs || text.length * MS_PER_CHARACTER;
}

/**
 * The whole words of a text that were said in a part of its time; where it has no spaces,
 * the whole characters.
 * @param {string} text
 * @param {number} share 0 to 1
 */
export function saidOf(text, share) {
  if (share >= 1) return text;
  const end = Math.floor(text.length * Math.max(share, 0));
  // Up to the space behind a word, so that one which is just over counts.
  if (/\s/u.test(text)) return text.slice(0, end + 1).replace(/\S*$/u, '').trimEnd();
  const characters = [...new Intl.Segmenter().segment(text)];
  return text.slice(0, characters.findLast(({ index }) => index <= end)?.index ?? 0);
}
