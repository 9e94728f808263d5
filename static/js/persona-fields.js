// @ts-check
/** The fields of a persona as the form shows them: every one the server keeps. */

/** @typedef {import('./field.js').FieldSpec} FieldSpec */
/** @typedef {import('./rows.js').RowsSpec} RowsSpec */

const MATCHES =
  'Whole words and phrases, whatever their case; elect* stands for any ending';

/** @type {ReadonlyArray<{ legend: string, fields: (FieldSpec | RowsSpec)[] }>} */
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
    legend: 'Face and voice',
    fields: [
      { path: 'avatar_name', label: 'Avatar', kind: 'avatar', hint: 'Pick one, or type an id' },
      { path: 'voice_id', label: 'Voice', kind: 'voice', hint: 'Pick one, or type an id' },
      { path: 'language', label: 'Language', kind: 'line', hint: 'A tag such as en or pt-BR' },
    ],
  },
  {
    legend: 'Rules',
    fields: [
      {
        path: 'instructions',
        label: 'Instructions',
        kind: 'text',
        hint: 'Whatever else the model should heed',
      },
      {
        path: 'policy.words',
        label: 'Words never said',
        kind: 'tags',
        hint: MATCHES,
      },
      {
        path: 'policy.topics',
        label: 'Topics kept out of',
        hint: 'What is asked or written with one of its words is not answered',
        one: 'topic',
        blank: { name: '', words: [] },
        fields: [
          { path: 'name', label: 'Topic', kind: 'line', required: true },
          { path: 'words', label: 'Words that give it away', kind: 'tags' },
        ],
      },
      {
        path: 'safe_line',
        label: 'Safe line',
        kind: 'text',
        hint: 'Said in place of what these rules refuse',
      },
      {
        path: 'apology',
        label: 'Apology',
        kind: 'text',
        hint: 'Said when the model fails',
      },
    ],
  },
  {
    legend: 'Filled in for each session',
    fields: [
      {
        path: 'variables',
        label: 'Variables',
        hint: 'Where a text above says {{child_name}}, the session’s own words are put in',
        one: 'variable',
        blank: { name: '', description: '', required: false, default: '', limit: 200 },
        fields: [
          {
            path: 'name',
            label: 'Name',
            kind: 'line',
            required: true,
            hint: 'Such as child_name',
          },
          { path: 'limit', label: 'Limit', kind: 'count', hint: 'Most characters' },
          {
            path: 'description',
            label: 'Description',
            kind: 'line',
            hint: 'What the page asks for',
          },
          {
            path: 'default',
            label: 'Default',
            kind: 'line',
            hint: 'Put in where nothing is given',
          },
          { path: 'required', label: 'No session without it', kind: 'check' },
        ],
      },
    ],
  },
];
