import { html } from 'hono/html';
import { searchForm } from '../officer/module.ts';
import { linkTo, pathIn, safetyLink, textsOf, type Escaped, type Language, type Page } from '../site/module.ts';

type ReadPart = (language: Language) => Promise<Escaped | undefined>;

/** Each part is undefined while it is unavailable: what to do and the search work without any service. */
interface FrontParts {
  /** Whether fewer people die. */
  readonly readDeaths: ReadPart;
  /** Whether some of the promises are kept. */
  readonly readPromises: ReadPart;
  /** The map by oblast. */
  readonly readMap: ReadPart;
}

/** What somebody can do here, then whether it helps. The numbers to phone stand above it, as on every page. */
export function frontPage({ readDeaths, readPromises, readMap }: FrontParts): Page<Escaped> {
  return {
    path: '/',
    isNeverLimited: true,
    async read({ language }) {
      const { front } = textsOf(language);
      const [deaths, promises, map] = await Promise.all([readDeaths, readPromises, readMap].map((of) => of(language)));
      const body = html`<div class="answers">
          ${deaths === undefined ? '' : html`<section>${deaths}</section>`}
          <section>
            <h2>${front.kept}</h2>
            ${promises ?? ''}
            <p>${linkTo(language, '/scorecard', front.figures)}</p>
            ${promisedList(language, promises === undefined)}
          </section>
        </div>
        <section class="oblasts">
          <h2>${front.map}</h2>
          ${map ?? html`<p>${front.noMap}</p>`}
        </section>`;
      return { title: front.title, heading: front.heading, hero: hero(language), body, here: '/' };
    },
  };
}

function hero(language: Language) {
  const { front } = textsOf(language);
  return html`<p class="lead">${front.lead}</p>
    <p class="actions">
      <a class="button" href="${pathIn(language, '/report')}">${front.report}</a>
      <a class="button second" href="${pathIn(language, '/officer')}">${front.officer}</a>
    </p>
    ${searchForm(language)}
    <p>${safetyLink(language)}</p>`;
}

/** What was promised, in words; folded beside the figures. */
function promisedList(language: Language, isAlone: boolean) {
  const { promises, list } = textsOf(language).front;
  return html`<details ${isAlone ? html`open` : ''}>
    <summary>${promises}</summary>
    <ul>
      ${list.map((promise) => html`<li>${promise}</li>`)}
    </ul>
  </details>`;
}
