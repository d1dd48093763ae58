import { html } from 'hono/html';
import { searchForm } from '../officer/module.ts';
import { emergencyNumbers, linkTo, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';

type ReadPart = (language: Language) => Promise<Escaped | undefined>;

/**
 * Emergency numbers come first: people who need help must not search for them.
 *
 * @param readDeaths whether fewer people die; undefined while it is unavailable, as the map by oblast.
 */
export function frontPage(readDeaths: ReadPart, readMap: ReadPart): Page<Escaped> {
  return {
    path: '/',
    isNeverLimited: true,
    async read({ language }) {
      const { front, urgent } = textsOf(language);
      const [deaths, map] = await Promise.all([readDeaths(language), readMap(language)]);
      const body = html`<h2>${urgent}</h2>
        ${emergencyNumbers(language)}
        <h2>${front.search}</h2>
        ${searchForm(language)} ${deaths ?? ''}
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
