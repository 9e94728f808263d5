// @ts-check
/** The fields of a persona as the form shows them: every one the server keeps. */

/**
 * @typedef {object} Field
 * @property {string} path Dotted, as the server names it in its errors.
 * @property {string} label
 * @property {'line' | 'text' | 'tags' | 'avatar' | 'voice'} kind
 * @property {string} [hint]
 * @property {boolean} [required]
 */

/** @type {ReadonlyArray<{ legend: string, fields: Field[] }>} */
export const FIELD_GROUPS = [
  {
    legend: 'Who',
    fields: [
      { path: 'name', label: 'Name', kind: 'line', required: true },
      {
        path: 'title',
        label: 'Title',
        kind: 'line',
        hint: 'What the persona is, in a few words',
      },
      {
        path: 'greeting',
        label: 'Greeting',
        kind: 'text',
        hint: 'The first words; blank lets the server choose',
      },
      {
        path: 'goodbye',
        label: 'Goodbye',
        kind: 'text',
        hint: 'Said when a time or credit limit is about to end the session',
      },
      { path: 'traits', label: 'Traits', kind: 'tags' },
    ],
  },
  {
    legend: 'Personality',
    fields: [
      {
        path: 'personality.style',
        label: 'Style',
        kind: 'line',
        hint: 'How the persona talks',
      },
      { path: 'personality.interests', label: 'Interests', kind: 'tags' },
      { path: 'personality.goals', label: 'Goals', kind: 'tags' },
    ],
  },
  {
    legend: 'Education',
    fields: [
      { path: 'education.degree', label: 'Degree', kind: 'line' },
      { path: 'education.year', label: 'Year', kind: 'line' },
      { path: 'education.institution', label: 'Institution', kind: 'line' },
    ],
  },
  {
    legend: 'Technical',
    fields: [
      { path: 'technical.languages', label: 'Languages', kind: 'tags' },
      { path: 'technical.webStack', label: 'Web stack', kind: 'tags' },
      { path: 'technical.projects', label: 'Projects', kind: 'tags' },
    ],
  },
  {
    legend: 'Face, voice and rules',
    fields: [
      { path: 'avatar_name', label: 'Avatar', kind: 'avatar', hint: 'Pick one, or type an id' },
      { path: 'voice_id', label: 'Voice', kind: 'voice', hint: 'Pick one, or type an id' },
      { path: 'language', label: 'Language', kind: 'line', hint: 'A tag such as en or pt-BR' },
      {
        path: 'instructions',
        label: 'Instructions',
        kind: 'text',
        hint: 'Whatever else the model should heed',
      },
    ],
  },
];
