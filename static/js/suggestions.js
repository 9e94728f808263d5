// @ts-check
/** Questions worth asking a persona, made from what is known of it. */

/** @typedef {import('./personas.js').Persona} Persona */

const MOST = 4;
const MAX_LENGTH = 48;

/**
 * @param {Persona} persona
 * @returns {string[]} At most four, none too long for a chip.
 */
export function questionsFor({ education, technical, personality }) {
  const candidates = [
    'Who are you?',
    technical.projects[0] && `Tell me about ${bare(technical.projects[0])}.`,
    personality.interests[0] && `What do you like about ${bare(personality.interests[0])}?`,
    education.institution && `What did you learn at ${bare(education.institution)}?`,
    personality.goals.length && 'What are you working towards?',
    technical.languages.length && 'Which languages do you know?',
  ];
  return candidates.filter(isQuestion).slice(0, MOST);
}

/** @param {unknown} value @returns {value is string} */
function isQuestion(value) {
  if (typeof value !== 'string' || value === '') return false;
  // What waits for a session's own words is not known yet.
  return value.length <= MAX_LENGTH && !value.includes('{{');
}

/**
 * The part of an entry that names it: up to the first colon, comma or end of sentence.
 * @param {string} entry
 */
function bare(entry) {
  return entry.split(/[:;,.(–—]/u)[0].trim();
}
