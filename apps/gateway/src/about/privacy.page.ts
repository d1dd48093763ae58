import { html } from 'hono/html';
import { formatOf, linkTo, type Escaped, type Language, type Page } from '../site/module.ts';
import { ownerSection } from './contact.page.ts';
import type { KeptCategory, ReadKept } from './kept.ts';
import type { Installed } from './owner.ts';
import { PRIVACY_TEXTS } from './privacy.texts.ts';

/** What is kept, for how long, who reads it, and what one can demand. The terms are those of the installation's law. */
export function privacyPage(installed: Installed, readKept: ReadKept): Page<Escaped> {
  return {
    path: '/privacy',
    async read({ language }) {
      const texts = PRIVACY_TEXTS[language];
      const kept = (await readKept()) ?? [];
      const { photoStore } = installed;
      const body = html`<p>${texts.intro}</p>
        ${photoStore === '' ? '' : html`<p>${texts.photos(new URL(photoStore).host)}</p>`}
        <h2>${texts.kept}</h2>
        ${list(texts.keptList)}
        <h2>${texts.terms}</h2>
        ${kept.length === 0 ? html`<p class="note">${texts.noTerms}</p>` : termTable(kept, language)}
        <h2>${texts.notKept}</h2>
        ${list(texts.notKeptList)}
        <p>${linkTo(language, '/offline', texts.browser)}</p>
        <h2>${texts.token}</h2>
        ${texts.tokenText.map((text) => html`<p>${text}</p>`)}
        <h2>${texts.readers}</h2>
        ${list(texts.readersList)}
        <h2>${texts.rights}</h2>
        <p>${texts.rightsIntro}</p>
        ${list(texts.rightsList)}
        <h2>${texts.how}</h2>
        ${texts.howText.map((text) => html`<p>${text}</p>`)} ${ownerSection(installed, language)}`;
      return { title: texts.title, body, here: '/privacy' };
    },
  };
}

function list(items: readonly string[]) {
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

function termTable(kept: readonly KeptCategory[], language: Language) {
  const texts = PRIVACY_TEXTS[language];
  const { whole, plural } = formatOf(language);
  return html`<p>${texts.termsIntro}</p>
    <table>
      <caption>
        ${texts.caption}
      </caption>
      <thead>
        <tr>
          ${[texts.category, texts.term, texts.source].map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${kept.map(
          ({ name, days, source, isConfirmed }) =>
            html`<tr>
              <th scope="row">${name[language]}</th>
              <td data-label="${texts.term}">${whole(days)}&nbsp;${plural(days, texts.days)}</td>
              <td data-label="${texts.source}">
                <span lang="uk">${source}</span>${isConfirmed ? '' : ` (${texts.unconfirmed})`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
