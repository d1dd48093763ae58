import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { say } from '../terminal/language.ts';
import { date } from './numbers.ts';

/** A dash where nothing is known. */
export function orDash<Value>(value: Value | undefined, text: (value: Value) => string): string {
  return value === undefined ? '—' : text(value);
}

const DIGITS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** Numbers the sources of official figures in order of first use. */
export class Sources {
  readonly #footnotes: string[] = [];

  /** " ¹" for the source of the figure; the same source has the same number. */
  markOf(figure: OfficialFigure | undefined): string {
    const { provenance } = figure ?? {};
    if (provenance === undefined) return '';
    const { publisherUk, publisherEn, title, published } = provenance;
    const [publisher, day] = [say({ uk: publisherUk, en: publisherEn }), date(published)];
    const footnote = `${publisher}: ${title} (${say({ uk: `оприлюднено ${day}`, en: `published ${day}` })})`;
    if (!this.#footnotes.includes(footnote)) this.#footnotes.push(footnote);
    return ` ${raised(this.#footnotes.indexOf(footnote) + 1)}`;
  }

  footnotes(): string[] {
    return this.#footnotes.map((footnote, index) => `${raised(index + 1)} ${footnote}`);
  }
}

function raised(number: number): string {
  return [...String(number)].map((digit) => DIGITS[Number(digit)]).join('');
}
