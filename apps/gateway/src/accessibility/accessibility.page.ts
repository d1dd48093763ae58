import { html } from 'hono/html';
import { textsOf, type Escaped, type Page } from '../site/module.ts';

/** The accessibility statement: what was tested, and what was not. */
export const ACCESSIBILITY_PAGE: Page<Escaped> = {
  path: '/accessibility',
  isNeverLimited: true,
  read({ language }) {
    const { statement } = textsOf(language);
    const list = (items: readonly string[]) =>
      html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    const body = html`${statement.paragraphs.map((text) => html`<p>${text}</p>`)}
      <h2>${statement.tested}</h2>
      ${list(statement.testedList)}
      <h2>${statement.notTested}</h2>
      ${list(statement.notTestedList)}
      <p>${statement.contact}</p>`;
    return { title: statement.title, body, here: '/accessibility' };
  },
};
