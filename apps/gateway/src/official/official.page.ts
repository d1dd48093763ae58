import { html } from 'hono/html';
import { linkTo, pathIn, type Escaped, type Language, type Page } from '../site/module.ts';
import type { ReadSeries } from './official.client.ts';
import { latestOf, observedOf, type SeriesView } from './official.ts';
import { officialTexts } from './official.texts.ts';
import { periodText, valueText } from './series-chart.page.ts';

export const OFFICIAL_PATH = '/official';

/** All series, with a link to each. */
export function officialPage(readSeries: ReadSeries): Page<Escaped> {
  return {
    path: OFFICIAL_PATH,
    async read({ language }) {
      const all = await readSeries();
      const texts = officialTexts(language);
      const body = html`<p>${texts.intro}</p>
        ${all.length === 0 ? html`<p>${texts.none}</p>` : listOf(all, language)}`;
      return { title: texts.title, body, here: OFFICIAL_PATH };
    },
  };
}

export function seriesPath(id: string): string {
  return `${OFFICIAL_PATH}/${id}`;
}

function listOf(all: readonly SeriesView[], language: Language) {
  const texts = officialTexts(language);
  return html`<table>
      <caption>
        ${texts.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${texts.series}</th>
          <th scope="col">${texts.publisher}</th>
          <th scope="col">${texts.years}</th>
          <th scope="col">${texts.latest}</th>
        </tr>
      </thead>
      <tbody>
        ${all.map((series) => rowOf(series, language))}
      </tbody>
    </table>
    ${fileLinks('', language)}`;
}

function rowOf(series: SeriesView, language: Language) {
  const texts = officialTexts(language);
  const latest = latestOf(series);
  const figure = latest && `${valueText(latest, language, series.unit)} (${periodText(latest, language)})`;
  return html`<tr>
    <th scope="row">${linkTo(language, seriesPath(series.id), series.name[language])}</th>
    <td data-label="${texts.publisher}">${series.publisher[language]}</td>
    <td class="years" data-label="${texts.years}">${yearsText(series)}</td>
    <td class="number" data-label="${texts.latest}">${figure ?? texts.gap}</td>
  </tr>`;
}

/** "2017–2025" */
export function yearsText(series: SeriesView): string {
  const observed = observedOf(series);
  const years = (observed.length > 0 ? observed : series.statements).map(({ to }) => to.slice(0, 4)).toSorted();
  return [...new Set([years[0], years.at(-1)])].join('–');
}

/** @param id empty for all series. */
export function fileLinks(id: string, language: Language) {
  const texts = officialTexts(language);
  const query = id === '' ? '' : `?series=${id}`;
  const drawing = `/api/v1/official.svg${query}&language=${language}`;
  return html`<h2>${texts.files}</h2>
    <p>
      <a href="/api/v1/official.csv${query}">CSV</a> · <a href="/api/v1/official${query}">JSON</a>
      ${id === '' ? '' : html` · <a href="${drawing}">${texts.drawing}</a>`}
    </p>
    ${id === '' ? '' : html`<p><a href="${pathIn(language, OFFICIAL_PATH)}">${texts.all}</a></p>`}`;
}
