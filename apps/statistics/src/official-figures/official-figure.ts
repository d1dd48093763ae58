import { checkName, checkText, unless, within, type Violation } from '@safe-community/domain-kit';
import type { Day } from '../calendar/module.ts';

/** What a figure measures. */
export const INDICATORS = [
  'deaths_total',
  'deaths_road',
  'deaths_fire',
  'deaths_water',
  'deaths_not_itemised',
  'defenders_killed',
  'community_officers',
  'hromadas_covered',
  'hromadas',
  'trust_percent',
  'camera_coverage_percent',
] as const;

export type Indicator = (typeof INDICATORS)[number];

/** Observed, or set as a goal. */
export const FIGURE_KINDS = ['observed', 'target'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** `more_than`: published as "over"; `about`: published as "about" or "nearly". */
export const QUALIFIERS = ['exact', 'more_than', 'about'] as const;
type Qualifier = (typeof QUALIFIERS)[number];

/** A figure as it was published, never recomputed. */
export interface OfficialFigure {
  readonly indicator: Indicator;
  readonly kind: FigureKind;
  readonly value: number;
  readonly qualifier: Qualifier;
  /** First and last day that it covers. */
  readonly periodStart: Day;
  readonly periodEnd: Day;
  readonly provenance: Provenance;
}

/** Who published a figure, in which document, and when. */
interface Provenance {
  readonly publisherUk: string;
  readonly publisherEn: string;
  readonly title: string;
  readonly published: Day;
  /** That states the figure, in the language of the source; may be empty. */
  readonly sentence: string;
  /** Where it can be read; may be empty. */
  readonly link: string;
}

/** A figure as it was sent: what could not be read is absent. */
export interface DraftFigure extends Draft<Omit<OfficialFigure, 'provenance'>> {
  readonly provenance: Draft<Provenance> | undefined;
}

type Draft<T> = { readonly [Name in keyof T]: T[Name] | undefined };

const MOST = 1_000_000_000;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** All rules that a draft breaks. */
export function checkFigure(draft: DraftFigure): Violation[] {
  const { indicator, kind, qualifier, periodStart, periodEnd } = draft;
  return [
    ...unless(indicator !== undefined, 'indicator', 'must be one of the known indicators'),
    ...unless(kind !== undefined, 'kind', 'must be OBSERVED or TARGET'),
    ...checkValue(draft, 'value'),
    ...unless(qualifier !== undefined, 'qualifier', 'must be EXACT, MORE_THAN or ABOUT'),
    ...unless(periodStart !== undefined, 'period_start', A_DAY),
    ...unless(periodEnd !== undefined, 'period_end', A_DAY),
    ...(periodStart === undefined || periodEnd === undefined
      ? []
      : unless(periodStart <= periodEnd, 'period_end', 'must not be before period_start')),
    ...checkProvenance(draft.provenance),
  ];
}

/** Drafts that break no rule of `checkFigure`, as figures. */
export function asFigures(checked: readonly DraftFigure[]): OfficialFigure[] {
  // A draft without violations has every field.
  return checked as OfficialFigure[];
}

/** Identifies a figure: of two statements with the same key, the later one is a revision. */
export function figureKey(figure: OfficialFigure): string {
  return `${figure.indicator} ${periodKey(figure)}`;
}

/** Kind and period: figures that are added up have them in common. */
export function periodKey({ kind, periodStart, periodEnd }: OfficialFigure): string {
  return `${kind} ${periodStart} ${periodEnd}`;
}

/** Whether two statements of a figure are equal, including the source. */
export function saysTheSame(a: OfficialFigure, b: OfficialFigure): boolean {
  return (
    a.value === b.value &&
    a.qualifier === b.qualifier &&
    a.provenance.publisherUk === b.provenance.publisherUk &&
    a.provenance.publisherEn === b.provenance.publisherEn &&
    a.provenance.title === b.provenance.title &&
    a.provenance.published === b.provenance.published &&
    a.provenance.sentence === b.provenance.sentence &&
    a.provenance.link === b.provenance.link
  );
}

/** Rejects NaN as well. */
function checkValue({ value = Number.NaN, indicator }: DraftFigure, field: string): Violation[] {
  if (indicator !== undefined && isPercent(indicator)) {
    return unless(value >= 0 && value <= 100, field, 'must be 0 to 100 per cent');
  }
  return unless(
    Number.isInteger(value) && value >= 0 && value <= MOST,
    field,
    `must be a whole number from 0 to ${MOST}`,
  );
}

function isPercent(indicator: Indicator): boolean {
  return indicator === 'trust_percent' || indicator === 'camera_coverage_percent';
}

function checkProvenance(provenance: DraftFigure['provenance']): Violation[] {
  if (provenance === undefined) return [{ field: 'provenance', rule: 'must be given' }];
  const { publisherUk = '', publisherEn = '', title = '', published, sentence = '', link = '' } = provenance;
  return within('provenance', [
    ...checkName(publisherUk, 'publisher_uk', { least: 2, most: 300 }),
    ...checkName(publisherEn, 'publisher_en', { least: 2, most: 300 }),
    ...checkName(title, 'title', { least: 2, most: 500 }),
    ...unless(published !== undefined, 'published', A_DAY),
    ...checkText(sentence, 'sentence', { most: 500 }),
    ...unless(isLink(link), 'link', 'must be empty or an https or http address of at most 200 characters'),
  ]);
}

function isLink(text: string): boolean {
  return text === '' || (text.length <= 200 && /^https?:\/\/[^\s/]+\.[^\s]+$/.test(text) && URL.canParse(text));
}
