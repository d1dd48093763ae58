import { html } from 'hono/html';
import { searchForm } from '../officer/module.ts';
import { emergencyNumbers, linkTo, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';

/**
 * Emergency numbers come first: people who need help must not search for them.
 *
 * @param readMap the map by oblast; undefined while it is unavailable.
 */
export function frontPage(readMap: (language: Language) => Promise<Escaped | undefined>): Page<Escaped> {
  return {
    path: '/',
    isNeverLimited: true,
    async read({ language }) {
      const { front, urgent } = textsOf(language);
      const map = await readMap(language);
      const body = html`<h2>${urgent}</h2>
        ${emergencyNumbers(language)}
        <h2>${front.search}</h2>
        ${searchForm(language)}
        <h2>${front.promises}</h2>
        <ul>
          ${front.list.map((promise) => html`<li>${promise}</li>`)}
        </ul>
        <p>${linkTo(language, '/scorecard', front.figures)}</p>
        <h2>${front.map}</h2>
        ${map ?? html`<p>${front.noMap}</p>`}`;
      return { title: front.title, body, here: '/' };
    },
  };
}
