import { html } from 'hono/html';
import { formatOf, type Language } from '../site/module.ts';
import { officialText } from './official.page.ts';
import { PERIOD_TEXTS } from './period.texts.ts';
import type { RowView, ScorecardView } from './scorecard.ts';

/** What was promised and is counted this year, and what the deaths mean beside those of 2020. */
export function periodSection({ period, rows, sentences }: ScorecardView, language: Language) {
  const listed = rows.filter(({ isListed }) => isListed);
  if (period === undefined || listed.length === 0) return '';
  const texts = PERIOD_TEXTS[language];
  const { day } = formatOf(language);
  return html`<h2>${texts.title}</h2>
    <p>${texts.definition}</p>
    <table>
      <caption>
        ${texts.caption(day(period.from), day(period.to))}
      </caption>
      <thead>
        <tr>
          <th scope="col">${texts.promise}</th>
          <th scope="col">${texts.counted}</th>
          <th scope="col">${texts.yearBefore}</th>
          <th scope="col">${texts.change}</th>
          <th scope="col">${texts.goal}</th>
        </tr>
      </thead>
      <tbody>
        ${listed.map((row) => rowOf(row, language))}
      </tbody>
    </table>
    ${leftOutSection(listed, language)}
    ${
      sentences.length === 0
        ? ''
        : html`<h3>${texts.since2020}</h3>
            <ul>
              ${sentences.map((sentence) => html`<li>${sentence[language]}</li>`)}
            </ul>`
    }`;
}

/** Each text once, with the rows that it is about. */
function leftOutSection(rows: readonly RowView[], language: Language) {
  const known = rows.flatMap(({ title, leftOut }) =>
    leftOut ? [{ title: title[language], text: leftOut[language] }] : [],
  );
  if (known.length === 0) return '';
  const byText = Map.groupBy(known, ({ text }) => text);
  return html`<h3>${PERIOD_TEXTS[language].leftOut}</h3>
    <ul class="small">
      ${[...byText].map(([text, about]) => html`<li>${about.map(({ title }) => title).join('; ')}: ${text}</li>`)}
    </ul>`;
}

function rowOf(row: RowView, language: Language) {
  const texts = PERIOD_TEXTS[language];
  const { title, unit, yearBefore, trend, target } = row;
  return html`<tr>
    <th scope="row">${title[language]}</th>
    <td class="number" data-label="${texts.counted}">${countedText(row, language)}</td>
    <td class="number" data-label="${texts.yearBefore}">${valueText(yearBefore, unit, language) ?? texts.unknown}</td>
    <td data-label="${texts.change}">${trend === undefined ? texts.unknown : texts.trends[trend]}</td>
    <td class="number" data-label="${texts.goal}">
      ${target === undefined ? texts.unknown : officialText(target, language)}
    </td>
  </tr>`;
}

function countedText({ value, unit, covered }: RowView, language: Language): string {
  const texts = PERIOD_TEXTS[language];
  const { day } = formatOf(language);
  const figures = valueText(value, unit, language) ?? texts.unknown;
  return covered === undefined ? figures : `${figures}, ${texts.covered(day(covered.from), day(covered.to))}`;
}

function valueText(value: number | undefined, unit: string, language: Language): string | undefined {
  if (value === undefined) return undefined;
  const { whole, decimal, duration } = formatOf(language);
  if (unit === 'seconds') return duration(value / 60);
  return unit === 'per cent' ? PERIOD_TEXTS[language].percent(decimal(value)) : whole(value);
}
