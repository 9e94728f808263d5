// @ts-check
/** What a session is made of: avatar, voice, quality, as picked or typed. */

import { Combobox } from './combobox.js';
import { dismissable } from './dialogs.js';
import { byId } from './dom.js';
import { VariableFields } from './variables.js';

/** @typedef {import('./routes.js').Avatar} Avatar */
/** @typedef {import('./routes.js').Voice} Voice */
/** @typedef {import('./combobox.js').Option} Option */

const NARROW = matchMedia('(max-width: 899px)');

/** @param {Avatar} avatar @returns {Option} */
export function avatarOption({ id, name, preview_url }) {
  return { value: id, label: name || id, note: id, image: preview_url };
}

/** @param {Voice} voice @returns {Option} */
export function voiceOption({ id, name, language, gender }) {
  return { value: id, label: name || id, note: [language, gender].filter(Boolean).join(', ') };
}

export class SettingsPanel {
  #avatar = byId('avatar-id', HTMLInputElement);
  #voice = byId('voice-id', HTMLInputElement);
  #quality = byId('quality', HTMLSelectElement);
  #dialog = byId('settings-panel', HTMLDialogElement);
  #variables = new VariableFields(byId('variables', HTMLElement));
  #pickers = { avatar: new Combobox(this.#avatar), voice: new Combobox(this.#voice) };

  constructor() {
    dismissable(this.#dialog);
    byId('open-settings', HTMLButtonElement).addEventListener('click', () =>
      this.#dialog.showModal(),
    );
    NARROW.addEventListener('change', () => this.#place());
    this.#place();
  }

  /** @param {'avatar' | 'voice'} kind @param {Option[]} options */
  offer(kind, options) {
    this.#pickers[kind].options = options;
  }

  /**
   * Show what this one wants to know, and what applies while nothing is picked.
   * @param {import('./personas.js').Persona} persona
   */
  showPersona({ avatar_name, voice_id, variables }) {
    this.#variables.draw(variables);
    this.#avatar.placeholder = avatar_name || 'Default face';
    this.#voice.placeholder = voice_id || 'The face’s own voice';
  }

  /** @returns {import('./routes.js').SessionOrder} Blank members are left to the server. */
  get order() {
    const avatar_name = this.#avatar.value.trim();
    const voice_id = this.#voice.value.trim();
    const variables = this.#variables.values;
    return {
      ...(avatar_name && { avatar_name }),
      ...(voice_id && { voice_id }),
      quality: this.#quality.value,
      ...(Object.keys(variables).length > 0 && { variables }),
    };
  }

  /**
   * Show why the order was refused at the inputs that it is about.
   * @param {Record<string, string[]>} reasons By dotted path.
   */
  showErrors(reasons) {
    const wrong = this.#variables.showErrors(reasons);
    if (!wrong) return;
    if (NARROW.matches && !this.#dialog.open) this.#dialog.showModal();
    wrong.focus();
  }

  /** On a phone the card is a sheet, on a desk it lies under the stage. */
  #place() {
    const card = byId('session-card', HTMLElement);
    if (NARROW.matches) {
      byId('settings-body', HTMLElement).append(card);
    } else {
      this.#dialog.close();
      byId('stage-column', HTMLElement).append(card);
    }
  }
}
