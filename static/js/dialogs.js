// @ts-check
/** Opening and leaving dialogs; the browser keeps the focus inside and gives it back. */

import { byId } from './dom.js';

/**
 * Make close buttons and a press on the backdrop leave the dialog.
 * @param {HTMLDialogElement} dialog
 * @param {() => boolean | Promise<boolean>} [mayClose] Asked first, by Escape too.
 */
export function dismissable(dialog, mayClose = () => true) {
  const leave = async () => {
    if (await mayClose()) dialog.close();
  };
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    leave();
  });
  let pressedOutside = false;
  dialog.addEventListener('pointerdown', (event) => {
    pressedOutside = event.target === dialog;
  });
  dialog.addEventListener('click', (event) => {
    const { target } = event;
    const button = target instanceof Element && target.closest('[data-close]');
    if (button || (target === dialog && pressedOutside)) leave();
  });
}

/**
 * Ask a question that can be answered with the named act or with Cancel.
 * @param {string} words
 * @param {string} act What the button that says yes is called.
 * @returns {Promise<boolean>}
 */
export async function confirmed(words, act) {
  const dialog = byId('question', HTMLDialogElement);
  byId('question-words', HTMLElement).textContent = words;
  byId('question-yes', HTMLElement).textContent = act;
  return (await answerOf(dialog)) === 'yes';
}

/**
 * Ask for a key of this server.
 * @param {boolean} refused Whether an earlier key was refused.
 * @returns {Promise<string | null>}
 */
export async function askForKey(refused) {
  const dialog = byId('key-dialog', HTMLDialogElement);
  const input = byId('key', HTMLInputElement);
  byId('key-why', HTMLElement).textContent = refused
    ? 'That key was not accepted. Try another one.'
    : 'It is kept in this tab only, until you close it.';
  input.value = '';
  const answer = await answerOf(dialog);
  return answer === 'yes' && input.value.trim() ? input.value.trim() : null;
}

/**
 * Closed by us, so that it is closed and has given the focus back when the answer is read.
 * @param {HTMLDialogElement} dialog With a form.
 * @returns {Promise<string>} The value of the pressed button; blank for Escape.
 */
function answerOf(dialog) {
  dialog.showModal();
  return new Promise((resolve) => {
    const over = new AbortController();
    /** @param {Event} event */
    const settle = (event) => {
      event.preventDefault();
      over.abort();
      dialog.close();
      const button = event instanceof SubmitEvent ? event.submitter : null;
      resolve(button?.getAttribute('value') ?? '');
    };
    dialog.addEventListener('cancel', settle, { signal: over.signal });
    dialog.addEventListener('submit', settle, { signal: over.signal });
  });
}
