import { html } from 'hono/html';
import type { Measure, ReadMeasures, ReadSensitiveMeasures, SensitiveMeasure } from '../measures/module.ts';
import { linkTo, type Escaped, type Language, type Page } from '../site/module.ts';
import { dataTexts } from './data.texts.ts';

const API = '/api/v1';
/** Of lists that have pages: all hromadas on one. */
const WHOLE = '?page_size=2000';
/** Each as JSON, some as CSV too. */
const FILES = [
  { name: 'hromadas', hasCsv: true, query: WHOLE },
  { name: 'coverage', hasCsv: true, query: WHOLE },
  { name: 'scorecard', hasCsv: false, query: '' },
  { name: 'official', hasCsv: true, query: '' },
  { name: 'compare', hasCsv: false, query: '' },
  { name: 'measures', hasCsv: true, query: '' },
] as const;

/** What data there is, what it means, and where to get it. */
export function dataPage(readMeasures: ReadMeasures, readSensitive: ReadSensitiveMeasures): Page<Escaped> {
  return {
    path: '/data',
    async read({ language }) {
      const [measures, sensitive] = await Promise.all([readMeasures(), readSensitive()]);
      const texts = dataTexts(language);
      const body = html`<p>${texts.intro}</p>
        <h2>${texts.rules}</h2>
        <ul>
          ${texts.ruleList.map((rule) => html`<li>${rule}</li>`)}
        </ul>
        <h2 id="sources">${texts.sources}</h2>
        <p>${texts.sourcesIntro}</p>
        <ul>
          ${texts.sourceWays.map((way) => html`<li>${way}</li>`)}
        </ul>
        <p>${texts.sourcesDeclared}</p>
        <h2>${texts.whole}</h2>
        <ul>
          ${FILES.map(
            ({ name, hasCsv, query }) =>
              html`<li>${texts.files[name]}: ${links(`${API}/${name}`, query, hasCsv, texts.files[name])}</li>`,
          )}
          <li><a href="${API}/openapi.json">${texts.description}</a></li>
          <li><a href="/open311/v2/discovery.json">${texts.reports}</a></li>
        </ul>
        <h2>${texts.measures}</h2>
        ${table(measures, language)} ${sensitive.length === 0 ? '' : sensitiveTable(sensitive, language)}`;
      return { title: texts.title, body, here: '/data' };
    },
  };
}

function table(measures: readonly Measure[], language: Language) {
  const texts = dataTexts(language);
  const headings = [texts.measure, texts.definition, texts.unit, texts.level, texts.suppression, texts.download];
  return html`<table>
    <caption>
      ${texts.caption}
    </caption>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${measures.map((measure) => row(measure, language))}
    </tbody>
  </table>`;
}

function row({ name, title, definition, unit, lowestLevel, suppression }: Measure, language: Language) {
  const texts = dataTexts(language);
  return html`<tr id="${name}">
    <th scope="row">${linkTo(language, `/measures/${name}`, title[language])} <code>${name}</code></th>
    <td data-label="${texts.definition}">${definition[language]}</td>
    <td data-label="${texts.unit}">${unit[language]}</td>
    <td data-label="${texts.level}">${texts.levels[lowestLevel]}</td>
    <td data-label="${texts.suppression}">${suppression[language]}</td>
    <td data-label="${texts.download}">
      ${links(`${API}/figures`, `?measure=${name}&level=oblast`, true, title[language])}
    </td>
  </tr>`;
}

/** Nothing to download: what is released of them is in the scorecard. */
function sensitiveTable(measures: readonly SensitiveMeasure[], language: Language) {
  const texts = dataTexts(language);
  const headings = [texts.measure, texts.definition, texts.unit, texts.shown];
  return html`<h2>${texts.sensitive}</h2>
    <p>${texts.sensitiveIntro}</p>
    <table>
      <caption>
        ${texts.sensitiveCaption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${measures.map((measure) => sensitiveRow(measure, language))}
      </tbody>
    </table>`;
}

function sensitiveRow({ name, title, definition, unit, suppression }: SensitiveMeasure, language: Language) {
  const texts = dataTexts(language);
  return html`<tr id="sensitive-${name}">
    <th scope="row">${title[language]} <code>${name}</code></th>
    <td data-label="${texts.definition}">${definition[language]}</td>
    <td data-label="${texts.unit}">${unit[language]}</td>
    <td data-label="${texts.shown}">${suppression[language]}</td>
  </tr>`;
}

/** Named for those who hear links one by one. */
function links(path: string, query: string, hasCsv: boolean, name: string) {
  const link = (address: string, format: string) =>
    html`<a href="${address}${query}" aria-label="${`${format}: ${name}`}">${format}</a>`;
  return html`${link(path, 'JSON')} ${hasCsv ? link(`${path}.csv`, 'CSV') : ''}`;
}
