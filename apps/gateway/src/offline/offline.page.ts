import { html } from 'hono/html';
import { emergencyNumbers, type Escaped, type Page } from '../site/module.ts';
import { OFFLINE_TEXTS } from './offline.texts.ts';

/**
 * What browsers show when the network fails. The service worker keeps it, so nothing in it may depend on a service or on
 * a person.
 */
export const OFFLINE_PAGE: Page<Escaped> = {
  path: '/offline',
  isNeverLimited: true,
  read({ language }) {
    const texts = OFFLINE_TEXTS[language];
    const list = (items: readonly string[]) =>
      html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    // The form has no address: it opens the one that could not be reached.
    const body = html`<h2>${texts.call}</h2>
      ${emergencyNumbers(language)}
      <p>${texts.seen}</p>
      <form method="get" data-retry>
        <button type="submit">${texts.retry}</button>
      </form>
      <h2>${texts.works}</h2>
      ${list(texts.worksList)}
      <h2>${texts.fails}</h2>
      ${list(texts.failsList)}
      <h2>${texts.keeps}</h2>
      ${list(texts.keepsList)}`;
    return { title: texts.title, body, here: '/offline' };
  },
};
