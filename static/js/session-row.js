// @ts-check
/** One session in the Sessions panel: whose, since when, what it costs, why it ended. */

import { make, monogram } from './dom.js';
import { costWords, momentWords } from './figures.js';
import { clockTime, END_LABELS, isOver, LEDGER_WORDS } from './words.js';

/** @typedef {import('./routes.js').SessionFacts} SessionFacts */

/** Fires `stop` and `read` (its transcript); both can be prevented, as a link can. */
export class SessionRow extends EventTarget {
  #name = make('strong');
  #about = make('small');
  #cost = make('span', { class: 'session-cost' });
  #badge = make('span', { class: 'badge', hidden: true }, 'This page');
  #stop = make('button', { type: 'button', class: 'button danger' }, 'Stop');
  #read = make('a', { target: '_blank', rel: 'noopener' }, 'Transcript');
  #face = make('span', { class: 'monogram', 'aria-hidden': 'true' });
  element = make(
    'li',
    { class: 'session-row' },
    this.#face,
    make(
      'div',
      { class: 'session-words' },
      make('p', { class: 'session-name' }, this.#name, this.#badge),
      this.#about,
    ),
    make('p', { class: 'session-links' }, this.#cost, this.#read),
    this.#stop,
  );

  /** @param {string} transcript Its address. */
  constructor(transcript) {
    super();
    this.#read.href = transcript;
    this.#read.addEventListener('click', (event) => {
      const go = this.dispatchEvent(new CustomEvent('read', { cancelable: true }));
      if (!go) event.preventDefault();
    });
    this.#stop.addEventListener('click', () => this.dispatchEvent(new CustomEvent('stop')));
  }

  /** @param {SessionFacts} facts @param {{ name: string, mine: boolean }} more */
  draw(facts, { name, mine }) {
    const over = ['closed', 'failed'].includes(facts.state);
    this.element.dataset.state = facts.state;
    this.#face.textContent = monogram(name);
    this.#name.textContent = name;
    this.#badge.hidden = over || !mine;
    this.#about.textContent = over ? past(facts) : present(facts);
    this.#cost.textContent = costWords(facts.cost);
    this.#read.setAttribute('aria-label', `Transcript of ${name}, ${present(facts)}`);
    this.#stop.setAttribute('aria-label', `Stop ${name}, ${present(facts)}`);
    this.#stop.hidden = over;
    this.#stop.disabled = isOver(facts) || facts.state === 'opening';
  }
}

/** @param {SessionFacts} facts */
function present({ state, created_at }) {
  return `${LEDGER_WORDS[state]} ${momentWords(new Date(created_at))}`;
}

/** @param {SessionFacts} facts */
function past({ state, created_at, duration_s, end_reason }) {
  const when = momentWords(new Date(created_at));
  if (state === 'failed') return `${when} · ${LEDGER_WORDS.failed}`;
  const why = end_reason ? END_LABELS[end_reason] : LEDGER_WORDS[state];
  return `${when} · ${clockTime(duration_s)} · ${why}`;
}
