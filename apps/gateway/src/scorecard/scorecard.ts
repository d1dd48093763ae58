import type { CoverageView } from '../measures/module.ts';
import type { CalendarDay } from '../site/module.ts';
import type { OfficialValue, Source } from './official.ts';

interface Texts {
  readonly uk: string;
  readonly en: string;
}

/** The programme in figures, as the pages show it. */
export interface ScorecardView {
  readonly asOf: Date;
  /** The days that are counted; undefined before the first answer. */
  readonly period: DaysView | undefined;
  readonly rows: readonly RowView[];
  /** What the deaths mean beside those of 2020. */
  readonly ratios: readonly RatioView[];
  readonly incidents: readonly IncidentFigures[];
}

export interface DaysView {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** A promise, as statistics declares it. */
export interface RowView {
  readonly id: string;
  readonly title: Texts;
  /** "seconds" and "per cent" are written with their unit. */
  readonly unit: string;
  readonly group: string;
  readonly better: 'more' | 'fewer' | undefined;
  readonly measures: readonly string[];
  /** Shown as a card. */
  readonly isListed: boolean;
  /** Undefined if it is not known: never 0 for that. */
  readonly value: number | undefined;
  readonly whole: number | undefined;
  readonly sample: Sample | undefined;
  /** The days that `value` covers, if they are others: released figures are of whole months, quarters, or years. */
  readonly covered: DaysView | undefined;
  readonly official: OfficialValue | undefined;
  /** The newest that was published, with the days it is of: one day of a state. */
  readonly published: Published | undefined;
  /** Published of the whole year 2020. */
  readonly official2020: OfficialValue | undefined;
  /** Of the same days of the year before; undefined if not everybody reported then. */
  readonly yearBefore: number | undefined;
  readonly target: OfficialValue | undefined;
  readonly due: CalendarDay | undefined;
  /** By date. */
  readonly goals: readonly OfficialValue[];
  /** Of times: how long it may take by the rules in force. */
  readonly limits: readonly Limit[];
  /** Beyond chance, against the year before. */
  readonly trend: 'fewer' | 'same' | 'more' | undefined;
  readonly verdict: Verdict | undefined;
  /** What `value` leaves out so that nobody is recognised. Undefined: nothing. */
  readonly leftOut: Texts | undefined;
  /** How a published total differs from its parts; absent if it does not. */
  readonly difference: TotalDifference | undefined;
  /** Of what incidents are counted for; undefined of registers, surveys, and what is released. */
  readonly coverage: CoverageView | undefined;
  /** Of people: incidents of which nobody has said yet who was killed or injured. */
  readonly outcomesOpen: number | undefined;
  /** Which chart shows it over time. */
  readonly charted: { readonly measure: string; readonly category: string } | undefined;
}

export interface Published {
  readonly figure: OfficialValue;
  readonly days: DaysView;
}

export interface Limit {
  readonly seconds: number;
  readonly area: 'urban' | 'rural' | undefined;
}

/** Deaths in relation to those of 2020: both published, or both counted here. */
export interface RatioView {
  /** The id of the promise. */
  readonly cause: string;
  readonly isOfficial: boolean;
  /** Of which both numbers are published. */
  readonly seriesId: string | undefined;
  readonly days: DaysView;
  readonly deaths: number;
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  readonly trend: RowView['trend'];
  readonly sentence: Texts;
}

export const VERDICTS = ['reached', 'on_the_way', 'late', 'cannot_be_told', 'not_measured'] as const;
type Verdict = (typeof VERDICTS)[number];

/** A share of people asked, per cent, is never shown without its interval and their number. */
interface Sample {
  /** With a confidence of 95 %. */
  readonly low: number;
  readonly high: number;
  readonly asked: number;
}

export interface TotalDifference {
  readonly total: number;
  /** The sum of those that are published. */
  readonly parts: number;
  /** Ids of rows. */
  readonly missing: readonly string[];
  /** Published, but not exactly. */
  readonly inexact: readonly string[];
}

/** In the period. */
export interface IncidentFigures {
  readonly category: string;
  /** Undefined where nothing is known. */
  readonly count: number | undefined;
  readonly coverage: CoverageView | undefined;
  readonly medianMinutes: number | undefined;
}

/** The sources of what the page shows, each once, in the order of the rows. */
export function sourcesOf({ rows }: ScorecardView): Source[] {
  const values = rows.flatMap(({ goals, published, target, official2020 }) => [
    ...goals,
    published?.figure,
    target,
    official2020,
  ]);
  const sources = values.flatMap((value) => value?.source ?? []);
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}
