import { kyivDay } from '@safe-community/domain-kit';
import { html, raw } from 'hono/html';
import { allOblasts, findOblast } from '../places/module.ts';
import {
  dayOf,
  linkTo,
  pathIn,
  pathWith,
  problemPage,
  textsOf,
  type Escaped,
  type Language,
  type Page,
} from '../site/module.ts';
import type { ReadChart } from './chart.client.ts';
import { daysOf, partsOf, type Chart, type ChartChoice, type Part } from './chart.ts';
import type { Measure } from './measure.ts';
import type { ReadMeasures } from './measures.client.ts';
import { MEASURES_TEXTS } from './measures.texts.ts';

/** No query of figures answers them. */
const SENSITIVE: readonly string[] = ['domestic_violence', 'school_safety'];

/** One measure over time: what it means, a chart with gaps, lower bounds, and revisions, and its table. */
export function measurePage(readMeasures: ReadMeasures, readChart: ReadChart, now: () => Date): Page<Escaped> {
  return {
    path: '/measures/:name',
    async read({ language, param, query }) {
      const measure = (await readMeasures()).find(({ name }) => name === param('name'));
      if (measure === undefined) return problemPage(language, '/data', 'missing');
      const texts = MEASURES_TEXTS[language];
      const title = measure.title[language];
      const parts = partsOf(measure);
      const [usual] = parts;
      const wanted = { category: query('category'), territory: query('territory'), part: query('part') };
      const part = wanted.part === '' ? usual : parts.find((each) => each === wanted.part);
      const oblast = findOblast(wanted.territory, language);
      const isUnknown =
        (wanted.category !== '' && !categoriesOf(measure, language).some(([word]) => word === wanted.category)) ||
        (wanted.territory !== '' && (oblast === undefined || measure.lowestLevel === 'country')) ||
        (wanted.part !== '' && part === undefined) ||
        !['', 'shown'].includes(query('revisions'));
      if (isUnknown) return problemPage(language, `/measures/${measure.name}`, 'invalid');
      const hasRevisions = query('revisions') === 'shown';
      const days = part && daysOf(part, dayOf(kyivDay(now())));
      const choice = days && { ...wanted, measure: measure.name, part, hasRevisions, ...days };
      const body = html`<p>${measure.definition[language]}</p>
        ${
          choice === undefined
            ? html`<p>${texts.notDrawn}</p>`
            : html`${figures(await readChart(choice, language), title, language)} ${revisions(choice, language)}
              ${chooser(measure, choice, language)}`
        }
        <p class="small">${measure.suppression[language]}</p>
        <ul>
          <li>${linkTo(language, '/scorecard', texts.scorecard)}</li>
          <li>${linkTo(language, '/data', texts.data)}</li>
        </ul>`;
      return { title, body, here: choice === undefined ? `/measures/${measure.name}` : pathOf(choice) };
    },
  };
}

function pathOf({ measure, category, territory, part, hasRevisions }: ChartChoice): string {
  const orNone = (text: string) => (text === '' ? undefined : text);
  return pathWith(`/measures/${measure}`, {
    category: orNone(category),
    territory: orNone(territory),
    part: part === 'month' ? undefined : part,
    revisions: hasRevisions ? 'shown' : undefined,
  });
}

function categoriesOf({ dimensions }: Measure, language: Language): (readonly [word: string, name: string])[] {
  if (!dimensions.includes('category')) return [];
  return Object.entries(textsOf(language).categories).filter(([word]) => !SENSITIVE.includes(word));
}

/** One of both drawings is shown, by the width of the screen. */
function figures({ narrow, wide, headings, rows }: Chart, title: string, language: Language) {
  const texts = MEASURES_TEXTS[language];
  return html`<figure class="narrow">${raw(narrow)}</figure>
    <figure class="wide">${raw(wide)}</figure>
    <p>${texts.reading}</p>
    <details>
      <summary>${texts.table}</summary>
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((cells) => row(cells, headings))}
        </tbody>
      </table>
    </details>`;
}

/** On demand, because each of them is read on its own. */
function revisions(choice: ChartChoice, language: Language) {
  const { hasRevisions } = choice;
  const { revised, asKnownNow, diamond } = MEASURES_TEXTS[language];
  return html`${hasRevisions ? html`<p>${diamond}</p>` : ''}
    <p>
      ${linkTo(language, pathOf({ ...choice, hasRevisions: !hasRevisions }), hasRevisions ? asKnownNow : revised)}
    </p>`;
}

function row([name = '', ...cells]: readonly string[], [, ...headings]: readonly string[]) {
  return html`<tr>
    <th scope="row">${name}</th>
    ${cells.map((cell, index) => html`<td class="number" data-label="${headings[index] ?? ''}">${cell}</td>`)}
  </tr>`;
}

function chooser(measure: Measure, choice: ChartChoice, language: Language) {
  const texts = MEASURES_TEXTS[language];
  const categories = categoriesOf(measure, language);
  const parts = partsOf(measure);
  return html`<details>
    <summary>${texts.choose}</summary>
    <form action="${pathIn(language, `/measures/${measure.name}`)}" method="get">
      ${
        categories.length === 0
          ? ''
          : select('category', texts.category, choice.category, [['', texts.all], ...categories])
      }
      ${
        measure.lowestLevel === 'country'
          ? ''
          : select('territory', texts.territory, choice.territory, [
              ['', texts.country],
              ...allOblasts(language).map(({ code, title }) => [code, title] as const),
            ])
      }
      ${
        parts.length < 2
          ? ''
          : select(
              'part',
              texts.part,
              choice.part,
              parts.map((part: Part) => [part, texts.parts[part]] as const),
            )
      }
      <p><button type="submit">${texts.show}</button></p>
    </form>
  </details>`;
}

function select(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [value: string, text: string])[],
) {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(
        ([value, text]) => html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${text}</option>`,
      )}
    </select>
  </div>`;
}
