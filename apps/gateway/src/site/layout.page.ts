import { html } from 'hono/html';
import type { Escaped } from './escaped.page.ts';
import { head } from './head.page.ts';
import { footer, header } from './header.page.ts';
import { pathIn, type Language } from './language.ts';
import type { PageContent } from './page.ts';
import { textsOf } from './texts.ts';

/** Emergency numbers, as links that a phone can call. */
export function emergencyNumbers(language: Language) {
  const { numbers } = textsOf(language);
  return html`<ul class="numbers">
    ${numbers.map(
      ({ number, service }) =>
        html`<li>
          <a href="tel:${number}"><strong>${number}</strong> ${service}</a>
        </li>`,
    )}
  </ul>`;
}

/** A link to a page in the language of this one. */
export function linkTo(language: Language, path: string, text: string) {
  return html`<a href="${pathIn(language, path)}">${text}</a>`;
}

/** To the page for people who are not safe at home. */
export function safetyLink(language: Language) {
  return linkTo(language, '/safety', textsOf(language).safety);
}

/**
 * The whole document.
 *
 * @param origin where visitors reach the site, without a slash at the end; empty if that is not known.
 */
export function layout(language: Language, content: PageContent<Escaped>, origin: string) {
  const { title, heading = title, hero, body, here, status, isInvalid = false, isDemonstration = false } = content;
  const texts = textsOf(language);
  // A problem in place of a page is none of those in the menu; a form that has to be corrected still is.
  const path = status === undefined || isInvalid ? here.split('?')[0] : undefined;
  const first = html`<h1>${heading}</h1>`;
  return html`<!doctype html>
    <html lang="${language}">
      ${head(language, content, origin)}
      <body>
        <a class="skip" href="#main">${texts.skip}</a>
        ${header(language, { path, here, languageForm: content.languageForm })}
        ${isDemonstration ? html`<p class="banner" role="note">${texts.demonstration}</p>` : ''}
        <main id="main" tabindex="-1">
          ${hero === undefined ? '' : html`<div class="hero">${first} ${hero}</div>`}
          <div class="content">${hero === undefined ? first : ''} ${body}</div>
        </main>
        ${footer(language)}
      </body>
    </html> `;
}

/** A page that says what went wrong, with the numbers to phone: nobody may be left without them. */
export function problemPage(language: Language, here: string, problem: keyof typeof STATUS): PageContent<Escaped> {
  const { problems, urgent } = textsOf(language);
  const { title, text } = problems[problem];
  const body = html`<p>${text}</p>
    <h2>${urgent}</h2>
    ${emergencyNumbers(language)}`;
  return { status: STATUS[problem], title, body, here };
}

/** Of the answer to a request that cannot be carried out. */
export const STATUS = {
  missing: 404,
  invalid: 400,
  readOnly: 405,
  foreign: 403,
  tooLarge: 413,
  notAForm: 415,
  brokenOff: 400,
  limited: 429,
  unavailable: 503,
  failed: 500,
} as const;
