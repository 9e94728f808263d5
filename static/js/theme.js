// @ts-check
/** Light, dark, or as the system says; remembered in this browser. */

import { byId } from './dom.js';

const NAME = 'persona-live.theme';
const THEMES = ['system', 'light', 'dark'];

const saved = localStorage.getItem(NAME) ?? '';
apply(THEMES.includes(saved) ? saved : 'system');

/** @param {string} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
}

/** Let the button go through the themes. */
export function initTheme() {
  const button = byId('theme', HTMLButtonElement);
  const [glyph, label] = button.querySelectorAll('span');
  const show = () => {
    const theme = document.documentElement.dataset.theme ?? 'system';
    glyph.className = `icon icon-theme-${theme}`;
    label.textContent = button.title = `Theme: ${theme}`;
  };
  button.addEventListener('click', () => {
    const at = THEMES.indexOf(document.documentElement.dataset.theme ?? 'system');
    const next = THEMES[(at + 1) % THEMES.length];
    localStorage.setItem(NAME, next);
    apply(next);
    show();
  });
  show();
}
