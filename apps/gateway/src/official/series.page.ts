import { html, raw } from 'hono/html';
import { linkTo, problemPage, type Escaped, type Language, type Page } from '../site/module.ts';
import type { ReadSeries } from './official.client.ts';
import { fileLinks, OFFICIAL_PATH, seriesPath, yearsText } from './official.page.ts';
import { latestOf, missingYears, revisionsOf, type SeriesView, type StatementView } from './official.ts';
import { officialTexts } from './official.texts.ts';
import { asSentence, dayText, periodText, seriesChart, unitText, valueText } from './series-chart.page.ts';
import { languageOfTitle } from './title-language.ts';

/** Narrow, so that its texts stay legible on a phone; wide screens enlarge it. */
const WIDTH = 480;

interface Site {
  /** Where visitors reach the page, without a slash at the end. */
  readonly publicUrl: string;
  /** "YYYY-MM-DD" in Kyiv. */
  readonly today: () => string;
}

/** One series: its last figure, chart, table, other publishers, definition, and how to cite it. */
export function seriesPage(readSeries: ReadSeries, site: Site): Page<Escaped> {
  return {
    path: `${OFFICIAL_PATH}/:series`,
    async read({ language, param }) {
      const series = (await readSeries()).find(({ id }) => id === param('series'));
      if (series === undefined) return problemPage(language, OFFICIAL_PATH, 'missing');
      const body = html`${answer(series, language)} ${drawing(series, language)} ${table(series, language)}
      ${revisions(series, language)} ${others(series, language)} ${description(series, language)}
      ${fileLinks(series.id, language)} ${citation(series, site, language)}`;
      const title = `${series.name[language]}: ${series.publisher[language]}`;
      return { title, body, here: seriesPath(series.id) };
    },
  };
}

function answer(series: SeriesView, language: Language) {
  const latest = latestOf(series);
  if (latest === undefined) return '';
  const unit = series.unit === 'per cent' ? '' : `${unitText(series, latest.value, language)}, `;
  return html`<p class="answer">
    <strong>${valueText(latest, language, series.unit)}</strong> ${unit}${periodText(latest, language)}
  </p>`;
}

function drawing(series: SeriesView, language: Language) {
  const svg = seriesChart(series, language, { width: WIDTH, id: 'series' });
  return svg === undefined ? html`<p>${officialTexts(language).noChart}</p>` : html`<figure>${raw(svg)}</figure>`;
}

function table(series: SeriesView, language: Language) {
  const texts = officialTexts(language);
  const stated = series.statements.filter(({ counts }) => counts).map((each) => ({ year: each.to, each }));
  const gaps = missingYears(series).map((year) => ({ year: `${year}-12-31`, each: undefined }));
  const rows = [...stated, ...gaps].toSorted((a, b) => (a.year < b.year ? -1 : a.year > b.year ? 1 : 0));
  const headings = [texts.period, texts.value, texts.published, texts.source, texts.note];
  return html`<h2>${texts.table}</h2>
    <table>
      <caption>
        ${series.name[language]}, ${series.publisher[language]}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ year, each }) => (each === undefined ? gapRow(year.slice(0, 4), language) : row(each, series, language)))}
      </tbody>
    </table>`;
}

function gapRow(year: string, language: Language) {
  const texts = officialTexts(language);
  return html`<tr>
    <th scope="row">${texts.year(year)}</th>
    <td class="number" data-label="${texts.value}">${texts.gap}</td>
    <td></td>
    <td></td>
    <td></td>
  </tr>`;
}

function row(statement: StatementView, { unit }: SeriesView, language: Language) {
  const texts = officialTexts(language);
  const { kind, published, note } = statement;
  const period = periodText(statement, language);
  return html`<tr>
    <th scope="row">${kind === 'target' ? `${texts.target}, ${period}` : period}</th>
    <td class="number" data-label="${texts.value}">${valueText(statement, language, unit)}</td>
    <td data-label="${texts.published}">${dayText(published, language)}</td>
    <td data-label="${texts.source}">${source(statement)}</td>
    ${note === undefined ? html`<td></td>` : html`<td data-label="${texts.note}">${note[language]}</td>`}
  </tr>`;
}

/** The title as it was published, in its own language. */
function source({ title, link }: StatementView) {
  const text = html`<span lang="${languageOfTitle(title)}">${title}</span>`;
  return link === '' ? text : html`<a href="${link}" rel="external noreferrer">${text}</a>`;
}

function revisions(series: SeriesView, language: Language) {
  const found = revisionsOf(series);
  if (found.length === 0) return '';
  const texts = officialTexts(language);
  const stated = (each: StatementView) =>
    `${valueText(each, language, series.unit)} (${dayText(each.published, language)})`;
  return html`<h2>${texts.revisions}</h2>
    <table>
      <caption>
        ${texts.revisions}
      </caption>
      <thead>
        <tr>
          ${[texts.period, texts.first, texts.now].map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${found.map(
          ({ first, now }) =>
            html`<tr>
              <th scope="row">${periodText(now, language)}</th>
              <td class="number" data-label="${texts.first}">${stated(first)}</td>
              <td class="number" data-label="${texts.now}">${stated(now)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function others({ statements, unit }: SeriesView, language: Language) {
  const texts = officialTexts(language);
  const found = statements.flatMap((each) => each.others.map((other) => ({ each, other })));
  if (found.length === 0) return '';
  return html`<h2>${texts.others}</h2>
    <ul>
      ${found.map(({ each, other }) => {
        const period = periodText(each, language);
        const values = [each, other].map((stated) => valueText(stated, language, unit));
        const [own = '', theirs = ''] = values;
        const text = texts.other(period, own, other.publisher[language], theirs);
        return html`<li>
          ${linkTo(language, seriesPath(other.seriesId), text)} ${other.why?.[language] ?? texts.nobody}
        </li>`;
      })}
    </ul>`;
}

function description(series: SeriesView, language: Language) {
  const { definition, licence, differs } = series;
  const texts = officialTexts(language);
  const many = unitText(series, 5, language);
  return html`<h2>${texts.definition}</h2>
    <p>${definition[language]} ${differs?.[language] ?? ''}</p>
    <p>${texts.unit}: ${many}. ${texts.licence}: ${licence[language]}.</p>`;
}

function citation(series: SeriesView, { publicUrl, today }: Site, language: Language) {
  const texts = officialTexts(language);
  const address = `${publicUrl}${language === 'en' ? '/en' : ''}${seriesPath(series.id)}`;
  const [publisher, name] = [series.publisher[language], series.name[language]];
  return html`<h2 id="cite">${texts.cite}</h2>
    <p>
      ${publisher}. ${name}, <span class="years">${yearsText(series)}</span>. ${texts.site}, ${address},
      ${asSentence(texts.seen(dayText(today(), language)))}
    </p>`;
}
