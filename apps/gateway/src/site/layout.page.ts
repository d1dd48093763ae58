import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { otherThan, pathIn, type Language } from './language.ts';
import type { PageContent } from './page.ts';
import { DRAFT_SCRIPT_PATH, SCRIPT_PATH } from './script-path.ts';
import { STYLESHEET_PATH } from './stylesheet-path.ts';
import { textsOf } from './texts.ts';

export type Escaped = HtmlEscapedString;

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

/** The whole document. */
export function layout(
  language: Language,
  {
    title,
    body,
    here,
    status,
    isInvalid = false,
    isPersonal = false,
    isDemonstration = false,
    mayKeepDraft = !isPersonal,
    languageForm,
  }: PageContent<Escaped>,
) {
  const texts = textsOf(language);
  const other = otherThan(language);
  // A problem in place of a page is none of those in the menu; a form that has to be corrected still is.
  const path = status === undefined || isInvalid ? here.split('?')[0] : undefined;
  const prefix = isInvalid ? `${texts.problemPrefix}: ` : '';
  const documentTitle = `${prefix}${title === texts.site ? title : `${title} – ${texts.site}`}`;
  const link = ({ to, text }: { readonly to: string; readonly text: string }) =>
    html`<li><a href="${pathIn(language, to)}" ${to === path ? html`aria-current="page"` : ''}>${text}</a></li>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${documentTitle}</title>
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
        <script src="${SCRIPT_PATH}" defer></script>
        ${mayKeepDraft ? html`<script src="${DRAFT_SCRIPT_PATH}" defer></script>` : ''}
        <link rel="alternate" hreflang="${language}" href="${pathIn(language, here)}" />
        <link rel="alternate" hreflang="${other}" href="${pathIn(other, here)}" />
      </head>
      <body>
        <a class="skip" href="#main">${texts.skip}</a>
        <header>
          <a class="site" href="${pathIn(language, '/')}">${texts.site}</a>
          <nav aria-label="${texts.navigation}">
            <ul>
              ${texts.menu.map(link)}
              <li>
                ${
                  languageForm ??
                  html`<a href="${pathIn(other, here)}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a>`
                }
              </li>
            </ul>
          </nav>
        </header>
        ${isDemonstration ? html`<p class="banner" role="note">${texts.demonstration}</p>` : ''}
        <main id="main" tabindex="-1">
          <h1>${title}</h1>
          ${body}
        </main>
        <footer>
          <p>${texts.footer}</p>
          <p>${linkTo(language, '/accessibility', texts.accessibility)}</p>
          <p>${linkTo(language, '/offline', texts.offline)}</p>
        </footer>
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

const STATUS = {
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
