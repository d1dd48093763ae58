import { html } from 'hono/html';
import { ariaSort, formatOf, linkTo, textsOf, type Language } from '../site/module.ts';
import { compareTexts } from './compare.texts.ts';
import type { ComparedOblast, Order, Rate } from './comparison.ts';

export interface NamedOblast extends ComparedOblast {
  readonly name: string;
  /** "Вінницька область" */
  readonly title: string;
}

interface TableOptions {
  readonly caption: string;
  readonly order: Order;
  readonly language: Language;
}

/** Each rate with its interval, and a sentence that says what it means. */
export function rateTable(oblasts: readonly NamedOblast[], { caption, order, language }: TableOptions) {
  const texts = compareTexts(language);
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col" ${ariaSort(order === 'name' ? 'ascending' : undefined)}>${texts.oblast}</th>
        <th scope="col" ${ariaSort(order === 'rank' ? 'ascending' : undefined)}>${texts.rank}</th>
        <th scope="col" ${ariaSort(order === 'rate' ? 'descending' : undefined)}>${texts.rate}</th>
        <th scope="col">${texts.shrunkenRate}</th>
        <th scope="col">${texts.meaning}</th>
      </tr>
    </thead>
    <tbody>
      ${oblasts.map((oblast) => row(oblast, language))}
    </tbody>
  </table>`;
}

function row(oblast: NamedOblast, language: Language) {
  const { code, title, rank, sharesRank, rate, shrunkenRate, position, control, occupiedHromadas } = oblast;
  const texts = compareTexts(language);
  const { noData } = textsOf(language);
  const { whole, fine } = formatOf(language);
  const shown = (number: Rate | undefined) =>
    number === undefined ? noData : texts.interval(fine(number.value), fine(number.low), fine(number.high));
  const meaning =
    rate === undefined || position === undefined ? whyNoRate(oblast, language) : texts.positions[position];
  const place = rank === undefined ? noData : sharesRank ? texts.sharedRank(whole(rank)) : whole(rank);
  return html`<tr>
    <th scope="row">${linkTo(language, `/map?oblast=${code}`, title)}</th>
    <td class="number" data-label="${texts.rank}">${place}</td>
    <td class="number" data-label="${texts.rate}">${shown(rate)}</td>
    <td class="number" data-label="${texts.shrunkenRate}">${shown(shrunkenRate)}</td>
    <td data-label="${texts.meaning}">
      ${meaning} ${control === undefined ? '' : texts.notComparable}
      ${occupiedHromadas === 0 ? '' : texts.withoutHromadas(whole(occupiedHromadas))}
    </td>
  </tr>`;
}

function whyNoRate({ count, coverage, population }: NamedOblast, language: Language): string {
  const texts = compareTexts(language);
  const { whole } = formatOf(language);
  if (population === undefined || coverage === undefined) return texts.unknown;
  if (coverage.completeness === 'unknown') return texts.nobodyReports;
  return count === undefined || coverage.completeness === 'complete'
    ? texts.unknown
    : texts.incomplete(whole(count), whole(Math.floor(coverage.percent)));
}
