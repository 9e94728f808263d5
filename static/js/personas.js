// @ts-check
/** The personas the server keeps, and which of them is active. */

/**
 * @typedef {object} Variable A text that a session fills in.
 * @property {string} name
 * @property {string} description For the person who fills it in; may be blank.
 * @property {boolean} required
 * @property {string} default Used when none is given; blank fills nothing in.
 * @property {number} limit Most characters.
 */
/**
 * @typedef {object} Persona Every field is there, blank when unset.
 * @property {string} [id] Absent until it is saved.
 * @property {boolean} [active]
 * @property {string} name
 * @property {string} title
 * @property {{ degree: string, year: string, institution: string }} education
 * @property {{ languages: string[], webStack: string[], projects: string[] }} technical
 * @property {{ style: string, interests: string[], goals: string[] }} personality
 * @property {string[]} traits
 * @property {string} greeting
 * @property {string} goodbye
 * @property {string} apology
 * @property {string} safe_line
 * @property {string} instructions
 * @property {{ words: string[], topics: { name: string, words: string[] }[] }} policy
 * @property {Variable[]} variables
 * @property {string} avatar_name
 * @property {string} voice_id
 * @property {string} language
 */

/** @returns {Persona} */
export function blankPersona() {
  return {
    name: '',
    title: '',
    education: { degree: '', year: '', institution: '' },
    technical: { languages: [], webStack: [], projects: [] },
    personality: { style: '', interests: [], goals: [] },
    traits: [],
    greeting: '',
    goodbye: '',
    apology: '',
    safe_line: '',
    instructions: '',
    policy: { words: [], topics: [] },
    variables: [],
    avatar_name: '',
    voice_id: '',
    language: '',
  };
}

/** Fires `change` after every load. */
export class Personas extends EventTarget {
  #routes;
  /** @type {Persona[]} */
  #all = [];

  /** @param {import('./routes.js').Routes} routes */
  constructor(routes) {
    super();
    this.#routes = routes;
  }

  get all() {
    return this.#all;
  }

  /** @returns {Persona | undefined} */
  get active() {
    return this.#all.find(({ active }) => active);
  }

  async load() {
    // The server leaves optional fields out when they hold nothing.
    this.#all = (await this.#routes.personas()).map((persona) => ({
      ...blankPersona(),
      ...persona,
    }));
    this.dispatchEvent(new CustomEvent('change'));
  }

  /**
   * Create it, or replace the one with its id.
   * @param {Persona} persona
   * @returns {Promise<Persona>}
   */
  async save(persona) {
    const { id } = persona;
    const saved = id
      ? await this.#routes.savePersona(id, persona)
      : await this.#routes.createPersona(persona);
    await this.load();
    return { ...blankPersona(), ...saved };
  }

  /** @param {string} id */
  async remove(id) {
    await this.#routes.deletePersona(id);
    await this.load();
  }

  /** @param {string} id */
  async activate(id) {
    await this.#routes.activatePersona(id);
    await this.load();
  }

  /** @param {string} id */
  prompt(id) {
    return this.#routes.prompt(id);
  }
}
