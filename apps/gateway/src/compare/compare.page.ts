import { html } from 'hono/html';
import { controlSuffix } from '../control/module.ts';
import { allOblasts } from '../places/module.ts';
import { formatOf, linkTo, pathIn, pathWith, problemPage, sortLinks, textsOf } from '../site/module.ts';
import type { Escaped, Language, Page } from '../site/module.ts';
import type { ReadComparison } from './compare.client.ts';
import { compareTexts } from './compare.texts.ts';
import { COMPARED_MEASURES, ORDERS, type ComparedMeasure, type Comparison, type Order } from './comparison.ts';
import { funnel } from './funnel.page.ts';
import { pairTexts } from './pair.texts.ts';
import { rateTable, type NamedOblast } from './rate-table.page.ts';

/** Oblasts side by side: rates with intervals, never bare counts, and what they mean in words. */
export function comparePage(readComparison: ReadComparison): Page<Escaped> {
  return {
    path: '/compare',
    async read({ language, query }) {
      const measure = COMPARED_MEASURES.find((each) => each === (query('measure') || 'incidents'));
      const order = ORDERS.find((each) => each === (query('sort') || 'rank'));
      if (measure === undefined || order === undefined) return problemPage(language, '/compare', 'invalid');
      const comparison = await readComparison(measure);
      const texts = compareTexts(language);
      const body = html`<p>${texts.intro}</p>
        <p>${linkTo(language, '/compare/places', pairTexts(language).link)}</p>
        ${chooser(measure, language)} ${summary(comparison, language)}
        ${comparison.mean === undefined ? '' : figures(comparison, measure, order, language)}
        ${texts.notes.map((note) => html`<p class="small">${note}</p>`)}`;
      const title = `${texts.title}: ${texts.measures[measure]}`;
      return { title, body, here: comparePath(measure, order) };
    },
  };
}

function comparePath(measure: ComparedMeasure, order: Order): string {
  return pathWith('/compare', { measure, sort: order === 'rank' ? undefined : order });
}

function chooser(measure: ComparedMeasure, language: Language) {
  const texts = compareTexts(language);
  return html`<form action="${pathIn(language, '/compare')}" method="get">
    <p>
      <label for="measure">${texts.choose}</label>
      <select id="measure" name="measure">
        ${COMPARED_MEASURES.map(
          (each) =>
            html`<option value="${each}" ${each === measure ? html`selected` : ''}>${texts.measures[each]}</option>`,
        )}
      </select>
    </p>
    <p><button type="submit">${texts.show}</button></p>
  </form>`;
}

function summary({ period, mean, differs }: Comparison, language: Language) {
  const texts = compareTexts(language);
  const { hromada } = textsOf(language);
  const { day, fine } = formatOf(language);
  return html`<p>${hromada.period(day(period.from), day(period.to))}</p>
    ${
      mean === undefined
        ? html`<p>${texts.nothing}</p>`
        : html`<p>
            ${texts.mean(fine(mean.value), fine(mean.low), fine(mean.high))}
            ${differs === undefined ? '' : differs ? texts.differs : texts.same}
          </p>`
    }`;
}

function figures(comparison: Comparison, measure: ComparedMeasure, order: Order, language: Language) {
  const texts = compareTexts(language);
  const all = inOrder(comparison, order, language);
  const [named, occupied] = [all.filter((each) => !isLeftOut(each)), all.filter(isLeftOut)];
  const caption = texts.caption(texts.measures[measure]);
  const links = sortLinks(
    language,
    ORDERS.map((name) => ({ name, text: texts.orders[name] })),
    order,
    (name) => comparePath(measure, name),
  );
  return html`<h2>${caption}</h2>
    ${links} ${rateTable(named, { caption, order, language })} ${leftOut(occupied, language)}
    <h2>${texts.funnel}</h2>
    ${funnel(comparison, named, { title: caption, language })}`;
}

/** Occupied on all days of the year: statistics gives no rate. */
function isLeftOut({ control, rate }: NamedOblast): boolean {
  return control?.status === 'occupied' && rate === undefined;
}

function leftOut(occupied: readonly NamedOblast[], language: Language) {
  if (occupied.length === 0) return '';
  const texts = compareTexts(language);
  return html`<h2>${texts.leftOut}</h2>
    <ul>
      ${occupied.map(({ title, control }) => html`<li>${title}${controlSuffix(control, language)}</li>`)}
    </ul>
    <p>${texts.whyLeftOut}</p>`;
}

function inOrder({ oblasts }: Comparison, order: Order, language: Language): NamedOblast[] {
  const byName = allOblasts(language);
  const named = byName.flatMap(({ code, name, title }) => {
    const oblast = oblasts.find((each) => each.code === code);
    return oblast === undefined ? [] : [{ ...oblast, name, title }];
  });
  const keys: Readonly<Record<Exclude<Order, 'name'>, (oblast: NamedOblast) => number>> = {
    rank: ({ rank }) => rank ?? Number.POSITIVE_INFINITY,
    rate: ({ rate }) => -(rate?.value ?? Number.NEGATIVE_INFINITY),
  };
  if (order === 'name') return named;
  const keyOf = keys[order];
  // Two infinities have no difference.
  return named.toSorted((a, b) => (keyOf(a) === keyOf(b) ? 0 : keyOf(a) - keyOf(b)));
}
