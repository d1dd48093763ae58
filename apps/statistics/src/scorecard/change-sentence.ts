import type { Estimate } from '@safe-community/statistics-math';
import type { OfficialSeries } from '../official-figures/module.ts';
import type { Span } from './period.ts';
import { trendOfRatio } from './trend.ts';

interface Words {
  readonly uk: string;
  readonly en: string;
}

/** A number of deaths against that of 2020. */
export interface Change {
  /** What people are counted. */
  readonly what: Words;
  /** Both are published in it; undefined: both are counted here. */
  readonly series: Pick<OfficialSeries, 'publisherUk' | 'publisherEn'> | undefined;
  readonly span: Span;
  readonly baseSpan: Span;
  readonly deaths: number;
  readonly baseDeaths: number;
  /** Of deaths a day. */
  readonly ratio: Estimate;
}

/** What the ratio means, for readers without statistics. */
export function sentencesOf(change: Change): Words {
  return { uk: inUkrainian(change), en: inEnglish(change) };
}

function inUkrainian({ what, series, span, baseSpan, deaths, baseDeaths, ratio }: Change): string {
  const source = series === undefined ? 'За даними цієї системи' : `За офіційними даними (${series.publisherUk})`;
  const [now, before] = [whole(deaths, 'uk'), whole(baseDeaths, 'uk')];
  const facts = `${source}, ${spanUk(span)} ${what.uk} становила ${now}, ${spanUk(baseSpan)} – ${before}`;
  const change = percentOf(ratio, 'uk');
  const meaning = {
    fewer: `У перерахунку на день це на ${change}\u00a0% менше; випадковістю цього не пояснити`,
    more:
      change === undefined
        ? 'Випадковістю цього не пояснити'
        : `У перерахунку на день це на ${change}\u00a0% більше; випадковістю цього не пояснити`,
    no_clear_change: 'Така різниця може бути випадковою',
  }[trendOfRatio(ratio)];
  const value = Number.isFinite(ratio.value) ? `відношення ${decimal(ratio.value, 'uk')}; ` : '';
  const high = Number.isFinite(ratio.high) ? ` до ${decimal(ratio.high, 'uk')}` : ' без верхньої межі';
  return `${facts}. ${meaning} (${value}95-відсотковий інтервал від ${decimal(ratio.low, 'uk')}${high}).`;
}

function inEnglish({ what, series, span, baseSpan, deaths, baseDeaths, ratio }: Change): string {
  const source =
    series === undefined
      ? 'According to the data of this system'
      : `According to official figures (${series.publisherEn})`;
  const [now, before] = [whole(deaths, 'en'), whole(baseDeaths, 'en')];
  const facts = `${source}, the number of ${what.en} was ${now} ${spanEn(span)} and ${before} ${spanEn(baseSpan)}`;
  const change = percentOf(ratio, 'en');
  const meaning = {
    fewer: `Per day, that is ${change}% fewer, a larger difference than chance explains`,
    more:
      change === undefined
        ? 'That is a larger difference than chance explains'
        : `Per day, that is ${change}% more, a larger difference than chance explains`,
    no_clear_change: 'Chance may explain the difference',
  }[trendOfRatio(ratio)];
  const value = Number.isFinite(ratio.value) ? `ratio ${decimal(ratio.value, 'en')}, ` : '';
  const high = Number.isFinite(ratio.high) ? ` to ${decimal(ratio.high, 'en')}` : ', no upper limit';
  return `${facts}. ${meaning} (${value}95% interval ${decimal(ratio.low, 'en')}${high}).`;
}

type Language = 'uk' | 'en';

function whole(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

function decimal(value: number, language: Language, digits = 2): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, format).format(value);
}

/** Undefined for a ratio to nothing. */
function percentOf({ value }: Estimate, language: Language): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const percent = Math.abs(value - 1) * 100;
  return decimal(percent, language, percent < 10 ? 1 : 0);
}

function isYear({ from, to }: Span): boolean {
  return from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`;
}

function spanUk(span: Span): string {
  if (isYear(span)) return `у\u00A0${span.from.slice(0, 4)}\u00A0році`;
  const [first, last] = [span.from, span.to].map((day) => day.split('-').toReversed().join('.'));
  return first === last ? `за ${first}` : `з ${first} до ${last}`;
}

function spanEn(span: Span): string {
  if (isYear(span)) return `in\u00A0${span.from.slice(0, 4)}`;
  return span.from === span.to ? `on ${span.from}` : `from ${span.from} to ${span.to}`;
}
