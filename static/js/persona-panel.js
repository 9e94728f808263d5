// @ts-check
/** The drawer of personas: choose, create, edit, save, delete, activate. */

import { ApiError } from './api-error.js';
import { confirmed, dismissable } from './dialogs.js';
import { byId, icon, make, monogram } from './dom.js';
import { PersonaForm } from './persona-form.js';
import { blankPersona } from './personas.js';

/** @typedef {import('./personas.js').Persona} Persona */

export class PersonaPanel {
  #personas;
  #notices;
  #dialog = byId('persona-panel', HTMLDialogElement);
  #list = byId('persona-list', HTMLElement);
  #form = new PersonaForm(byId('persona-fields', HTMLElement));
  #promptBox = byId('prompt-box', HTMLDetailsElement);
  #delete = byId('delete-persona', HTMLButtonElement);
  #activate = byId('activate-persona', HTMLButtonElement);
  /** @type {Persona} The one in the form. */
  #shown = blankPersona();

  /**
   * @param {{ personas: import('./personas.js').Personas,
   *   notices: import('./notices.js').Notices }} parts
   */
  constructor({ personas, notices }) {
    this.#personas = personas;
    this.#notices = notices;
    byId('open-persona', HTMLButtonElement).addEventListener('click', () => this.open());
    dismissable(this.#dialog, () => this.#mayLeave());
    byId('persona-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#attempt(() => this.#save());
    });
    this.#delete.addEventListener('click', () => this.#attempt(() => this.#remove()));
    this.#activate.addEventListener('click', () => this.#attempt(() => this.#use()));
    this.#promptBox.addEventListener('toggle', () => this.#attempt(() => this.#showPrompt()));
    personas.addEventListener('change', () => this.#drawList());
  }

  /** @param {'avatar' | 'voice'} kind @param {import('./combobox.js').Option[]} options */
  offer(kind, options) {
    this.#form.offer(kind, options);
  }

  open() {
    this.#show(this.#personas.active ?? this.#shown);
    this.#dialog.showModal();
  }

  /** @param {Persona} persona */
  #show(persona) {
    this.#shown = persona;
    this.#form.fill(persona);
    this.#delete.hidden = this.#activate.hidden = this.#promptBox.hidden = !persona.id;
    this.#delete.disabled = this.#personas.all.length < 2;
    this.#activate.hidden ||= Boolean(persona.active);
    this.#drawList();
    if (this.#promptBox.open) this.#attempt(() => this.#showPrompt());
  }

  #drawList() {
    const rows = this.#personas.all.map((persona) => this.#row(persona));
    const fresh = make(
      'button',
      { type: 'button', id: 'new-persona', class: 'persona-row' },
      icon('plus'),
      'New persona',
    );
    fresh.setAttribute('aria-pressed', String(!this.#shown.id));
    fresh.addEventListener('click', () => this.#choose(blankPersona()));
    this.#list.replaceChildren(...rows, make('li', {}, fresh));
  }

  /** @param {Persona} persona */
  #row(persona) {
    const button = make(
      'button',
      {
        type: 'button',
        class: 'persona-row',
        'aria-pressed': String(persona.id === this.#shown.id),
      },
      make('span', { class: 'monogram', 'aria-hidden': 'true' }, monogram(persona.name)),
      make(
        'span',
        { class: 'persona-words' },
        make('strong', {}, persona.name),
        make('small', {}, persona.title),
      ),
      persona.active ? make('span', { class: 'badge' }, 'Active') : null,
    );
    button.addEventListener('click', () => this.#choose(persona));
    return make('li', {}, button);
  }

  /** @param {Persona} persona */
  async #choose(persona) {
    if (!(await this.#mayLeave())) return;
    this.#show(persona);
    if (persona.id)
      /** @type {HTMLElement | null} */ (
        this.#list.querySelector('[aria-pressed=true]')
      )?.focus();
    else this.#form.focus();
  }

  async #save() {
    this.#form.showErrors({});
    this.#notices.clear();
    const saved = await this.#personas.save(this.#form.value);
    this.#show(saved);
    this.#notices.info(`${saved.name} is saved.`);
  }

  async #remove() {
    const { id, name } = this.#shown;
    if (!id || !(await confirmed(`Delete ${name}? This cannot be undone.`, 'Delete'))) return;
    await this.#personas.remove(id);
    this.#show(this.#personas.active ?? blankPersona());
    this.#notices.info(`${name} is deleted.`);
  }

  async #use() {
    const { id } = this.#shown;
    if (!id || !(await this.#mayLeave())) return;
    await this.#personas.activate(id);
    this.#dialog.close();
  }

  async #showPrompt() {
    if (!this.#promptBox.open || !this.#shown.id) return;
    byId('prompt', HTMLElement).textContent = await this.#personas.prompt(this.#shown.id);
  }

  async #mayLeave() {
    return !this.#form.dirty || confirmed('Leave without saving your changes?', 'Leave');
  }

  /** @param {() => Promise<void>} act */
  async #attempt(act) {
    try {
      await act();
    } catch (error) {
      const shown = error instanceof ApiError && this.#form.showErrors(error.fields);
      this.#notices.error(shown ? lookAgainWords(error.fields) : error);
    }
  }
}

/** @param {import('./field.js').Reasons} reasons */
function lookAgainWords(reasons) {
  const count = Object.keys(reasons).length;
  return count === 1 ? 'One field needs another look.' : `${count} fields need another look.`;
}
