import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { date, whole } from './numbers.ts';

/** Marks a count of invented data. */
export const DEMONSTRATION_MARK = '*';

/** "4,000 *" when all of what was counted is invented, "4,120 (4,000 *)" when some is. */
export function counted(all: number | bigint, invented: number | bigint): string {
  if (invented === all) return all > 0 ? `${whole(all)} ${DEMONSTRATION_MARK}` : whole(all);
  return invented > 0 ? `${whole(all)} (${whole(invented)} ${DEMONSTRATION_MARK})` : whole(all);
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
    const footnote = `${publisherEn} · ${publisherUk}: ${title} (published ${date(published)})`;
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
