// @ts-check
/** The drawer of sessions: what runs and costs, what it came to, and a way to stop it. */

import { confirmed, dismissable } from './dialogs.js';
import { byId } from './dom.js';
import { creditsWords, lengthWords, moneyWords } from './figures.js';
import { SessionRow } from './session-row.js';

/** @typedef {import('./routes.js').SessionFacts} SessionFacts */
/** @typedef {import('./routes.js').Bill} Bill */

const RUNNING = 'opening,open,live,doubtful,closing';
const OVER = 'closed,failed';
const MOST_RUNNING = '200';
const PAGE = '20';
const LOOK_EVERY_MS = 4_000;
const READING_MS = 60_000;

export class SessionsPanel {
  #routes;
  #notices;
  #personas;
  #session;
  #dialog = byId('sessions-panel', HTMLDialogElement);
  #stopAll = byId('stop-all', HTMLButtonElement);
  #more = byId('more-sessions', HTMLButtonElement);
  #trouble = byId('sessions-trouble', HTMLElement);
  #timer = 0;
  /** @type {Map<string, SessionRow>} */
  #rows = new Map();
  /** @type {SessionFacts[]} */
  #running = [];
  /** @type {SessionFacts[]} */
  #over = [];
  /** @type {string | null} Where the next page of those that are over begins. */
  #next = null;

  /**
   * @param {{ routes: import('./routes.js').Routes,
   *   notices: import('./notices.js').Notices,
   *   personas: import('./personas.js').Personas,
   *   session: { id: string | null } }} parts `session` is the page's own, if any.
   */
  constructor({ routes, notices, personas, session }) {
    this.#routes = routes;
    this.#notices = notices;
    this.#personas = personas;
    this.#session = session;
    dismissable(this.#dialog);
    this.#dialog.addEventListener('close', () => clearTimeout(this.#timer));
    byId('open-sessions', HTMLButtonElement).addEventListener('click', () => this.open());
    byId('retry-sessions', HTMLButtonElement).addEventListener('click', () => this.#look());
    this.#more.addEventListener('click', () => this.#attempt(() => this.#loadMore()));
    this.#stopAll.addEventListener('click', () => this.#attempt(() => this.#endAll()));
  }

  open() {
    this.#dialog.showModal();
    this.#look();
  }

  /** Load what is shown, and again and again while it is open. */
  async #look() {
    clearTimeout(this.#timer);
    try {
      if (!document.hidden) await this.#load();
      this.#trouble.hidden = true;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      byId('sessions-trouble-words', HTMLElement).textContent = words;
      this.#trouble.hidden = false;
    }
    if (this.#dialog.open) this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }

  async #load() {
    const [running, over, bill] = await Promise.all([
      this.#routes.sessions({ state: RUNNING, limit: MOST_RUNNING }),
      this.#routes.sessions({ state: OVER, limit: PAGE }),
      this.#routes.usage(),
    ]);
    this.#running = running.sessions;
    const newest = new Set(over.sessions.map(({ id }) => id));
    const known = this.#over.filter(({ id }) => !newest.has(id));
    if (!known.length) this.#next = over.next;
    this.#over = [...over.sessions, ...known];
    this.#drawUsage(bill);
    this.#draw();
  }

  async #loadMore() {
    if (!this.#next) return;
    const page = await this.#routes.sessions({ state: OVER, limit: PAGE, before: this.#next });
    const first = page.sessions.find(({ id }) => !this.#rows.has(id));
    this.#over.push(...page.sessions);
    this.#next = page.next;
    this.#draw();
    // The button moves down or goes; who pressed it reads on where it was.
    if (first) this.#rows.get(first.id)?.element.querySelector('a')?.focus();
  }

  async #endAll() {
    const open = this.#running.filter(({ state }) => state !== 'opening');
    const count = open.length;
    const which = count === 1 ? 'the open session' : `all ${count} open sessions`;
    const sure = await confirmed(`Stop ${which}? Whoever is talking is cut off.`, 'Stop all');
    if (sure) await this.#end(open);
  }

  /** @param {SessionFacts[]} some */
  async #end(some) {
    const ends = await Promise.allSettled(some.map(({ id }) => this.#routes.endSession(id)));
    await this.#look();
    // Its button is gone with the row, and the focus must not fall off the page.
    if (!this.#dialog.contains(document.activeElement)) {
      byId('running-title', HTMLElement).focus();
    }
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** @param {string} id */
  async #read(id) {
    const address = URL.createObjectURL(await this.#routes.transcript(id));
    window.open(address, '_blank', 'noopener');
    setTimeout(() => URL.revokeObjectURL(address), READING_MS);
  }

  #draw() {
    this.#list('running-sessions', this.#running);
    this.#list('over-sessions', this.#over);
    byId('none-running', HTMLElement).hidden = this.#running.length > 0;
    byId('none-over', HTMLElement).hidden = this.#over.length > 0;
    byId('session-lists', HTMLElement).hidden = false;
    this.#stopAll.hidden = this.#running.length === 0;
    this.#more.hidden = this.#next === null;
  }

  /** @param {string} id @param {SessionFacts[]} sessions */
  #list(id, sessions) {
    const list = byId(id, HTMLElement);
    const elements = sessions.map((facts) => this.#row(facts).element);
    const same = elements.every((element, at) => list.children[at] === element);
    if (same && elements.length === list.childElementCount) return;
    const focused = document.activeElement;
    list.replaceChildren(...elements);
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
  }

  /** @param {SessionFacts} facts */
  #row(facts) {
    const row = this.#rows.get(facts.id) ?? this.#newRow(facts);
    const persona = this.#personas.all.find(({ id }) => id === facts.persona_id);
    row.draw(facts, {
      name: persona?.name ?? 'Deleted persona',
      mine: facts.session_id !== null && facts.session_id === this.#session.id,
    });
    return row;
  }

  /** @param {SessionFacts} facts */
  #newRow(facts) {
    const row = new SessionRow(this.#routes.transcriptAddress(facts.id));
    row.addEventListener('stop', () => this.#attempt(() => this.#end([facts])));
    row.addEventListener('read', (event) => {
      if (!this.#routes.keyed) return;
      event.preventDefault();
      this.#attempt(() => this.#read(facts.id));
    });
    this.#rows.set(facts.id, row);
    return row;
  }

  /** @param {Bill} bill */
  #drawUsage({ to, currency, lines, total }) {
    const money = total.money === null ? null : 0;
    const today = lines.find(({ key }) => key === to);
    this.#drawSum('today', today ?? { sessions: 0, seconds: 0, credits: 0, money }, currency);
    this.#drawSum('month', total, currency);
  }

  /** @param {'today' | 'month'} name @param {import('./routes.js').Sum} sum @param {string} currency */
  #drawSum(name, { sessions, seconds, credits, money }, currency) {
    const about = [
      moneyWords({ credits, money, currency }),
      `${sessions || 'no'} session${sessions === 1 ? '' : 's'}`,
      sessions ? lengthWords(seconds) : '',
    ];
    byId(`usage-${name}`, HTMLElement).textContent = creditsWords(credits);
    byId(`usage-${name}-about`, HTMLElement).textContent = about.filter(Boolean).join(', ');
  }

  /** @param {() => Promise<void>} act */
  async #attempt(act) {
    await act().catch((error) => this.#notices.error(error));
  }
}
