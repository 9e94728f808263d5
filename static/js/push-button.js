// @ts-check
/** A button to hold while speaking; a short press keeps it down until the next one. */

const SHORT_MS = 300;

/** Fires `push` (detail: boolean): it goes down, or up. */
export class PushButton extends EventTarget {
  #button;
  #words;
  #down = false;
  #pressedAt = 0;
  /** Whether the press that is going on pressed a button that was down already. */
  #lifting = false;

  /** @param {HTMLButtonElement} button @param {HTMLElement} words Its words. */
  constructor(button, words) {
    super();
    this.#button = button;
    this.#words = words;
    button.addEventListener('pointerdown', (event) => {
      button.setPointerCapture(event.pointerId);
      this.#press();
    });
    for (const type of ['pointerup', 'pointercancel']) {
      button.addEventListener(type, () => this.#lift());
    }
    // A long touch must not open a menu.
    button.addEventListener('contextmenu', (event) => event.preventDefault());
    button.addEventListener('click', (event) => {
      // A screen reader clicks without pressing.
      if (event.detail === 0) this.#set(!this.#down);
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    document.addEventListener('keyup', (event) => this.#onKey(event));
    window.addEventListener('blur', () => this.release());
  }

  /** Let it go, however it is held. */
  release() {
    this.#set(false);
  }

  /** The space bar pushes it from anywhere but where it means something else. */
  #onKey(/** @type {KeyboardEvent} */ event) {
    const own = event.target === this.#button && (event.key === ' ' || event.key === 'Enter');
    const free = event.key === ' ' && event.target === document.body;
    if (event.type === 'keyup' && this.#pressedAt && event.key === ' ') {
      event.preventDefault();
      return this.#lift();
    }
    if (event.type === 'keyup' && own) return this.#lift();
    if (event.type !== 'keydown' || !(own || free) || !this.#button.checkVisibility()) return;
    event.preventDefault();
    if (!event.repeat) this.#press();
  }

  #press() {
    this.#lifting = this.#down;
    this.#pressedAt = performance.now();
    this.#set(true);
  }

  #lift() {
    if (!this.#pressedAt) return;
    const short = performance.now() - this.#pressedAt < SHORT_MS;
    this.#pressedAt = 0;
    if (!short || this.#lifting) this.#set(false);
    else this.#words.textContent = 'Press to send';
  }

  /** @param {boolean} down */
  #set(down) {
    if (!down) this.#pressedAt = 0;
    if (down === this.#down) return;
    this.#down = down;
    this.#button.setAttribute('aria-pressed', String(down));
    this.#words.textContent = down ? 'Release to send' : 'Hold to talk';
    this.dispatchEvent(new CustomEvent('push', { detail: down }));
  }
}
