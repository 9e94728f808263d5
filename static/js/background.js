// @ts-check
/** The switch that removes the background, and the CSS that goes behind the face. */

import { ChromaKey } from './chroma.js';
import { byId } from './dom.js';

export class Background {
  #canvas = byId('keyed', HTMLCanvasElement);
  #switch = byId('remove-background', HTMLInputElement);
  #css = byId('background', HTMLInputElement);
  #key = new ChromaKey(byId('video', HTMLVideoElement), this.#canvas);
  #notices;

  /** @param {import('./notices.js').Notices} notices */
  constructor(notices) {
    this.#notices = notices;
    this.#switch.addEventListener('change', () => this.#turn());
    this.#css.addEventListener('input', () => this.#paint());
    this.#paint();
  }

  #turn() {
    const wanted = this.#switch.checked;
    if (!wanted) this.#key.stop();
    const on = wanted && this.#key.start();
    if (wanted && !on)
      this.#notices.error('This browser has no WebGL, which removing the background needs.');
    this.#switch.checked = on;
    this.#css.disabled = !on;
    this.#canvas.hidden = !on;
    this.#paint();
  }

  #paint() {
    const css = this.#css.value.trim();
    const valid = css === '' || CSS.supports('background', css);
    this.#css.setAttribute('aria-invalid', String(!valid));
    if (valid) this.#canvas.style.setProperty('background', css);
  }
}
