import { renderSvg, unitForms, yearlySeries } from '@safe-community/charts';
import { dayOf, formatOf, type Language } from '../site/module.ts';
import { isYear, observedOf, type SeriesView, type StatementView } from './official.ts';
import { officialTexts } from './official.texts.ts';

interface Size {
  readonly width: number;
  /** Unique in a page. */
  readonly id: string;
  /** Absent: all years. */
  readonly since?: number;
}

/** The series by year, with its gaps; undefined if its figures cannot be compared. */
export function seriesChart(series: SeriesView, language: Language, { width, id, since }: Size): string | undefined {
  const { qualifiers } = officialTexts(language);
  const numbers = observedOf(series)
    .filter(({ to }) => since === undefined || Number(to.slice(0, 4)) >= since)
    .map(({ from, to, value, qualifier }) => ({ from, to, value, qualifier: qualifiers[qualifier] || undefined }));
  const title = series.name[language];
  const drawn = { title, publisher: series.publisher[language], unit: series.unit, numbers };
  const chart = yearlySeries(drawn, language);
  return chart && renderSvg(chart, { language, width, id });
}

/** As it was published: "over 3,400", "70 %". No line breaks within it. */
export function valueText(
  { value, qualifier }: Pick<StatementView, 'value' | 'qualifier'>,
  language: Language,
  unit = '',
): string {
  const { decimal, percentSign } = formatOf(language);
  const sign = unit === 'per cent' ? percentSign : '';
  return [officialTexts(language).qualifiers[qualifier], `${decimal(value)}${sign}`]
    .filter((part) => part !== '')
    .join('\u00A0');
}

/** "2025", or its days. */
export function periodText({ from, to }: Pick<StatementView, 'from' | 'to'>, language: Language): string {
  if (isYear({ from, to })) return officialTexts(language).year(from.slice(0, 4));
  return [...new Set([from, to])].map((day) => dayText(day, language)).join(' – ');
}

export function dayText(day: string, language: Language): string {
  return formatOf(language).day(dayOf(day)).replaceAll(' ', '\u00A0');
}

/** The unit that fits the number: "осіб". */
export function unitText({ unit }: SeriesView, value: number, language: Language): string {
  const forms = unitForms(unit, language);
  return forms[new Intl.PluralRules(language).select(value)] ?? forms.other;
}

/** Ukrainian days end with the full stop of "р." already. */
export function asSentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
