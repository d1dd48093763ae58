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
  /** What the deaths of this year mean beside those of 2020. */
  readonly sentences: readonly Texts[];
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
  /** In the table of promises. */
  readonly isListed: boolean;
  /** Undefined if it is not known: never 0 for that. */
  readonly value: number | undefined;
  readonly whole: number | undefined;
  readonly sample: Sample | undefined;
  /** The days that `value` covers, if they are others: released figures are of whole months, quarters, or years. */
  readonly covered: DaysView | undefined;
  readonly official: OfficialValue | undefined;
  /** Published of the whole year 2020. */
  readonly official2020: OfficialValue | undefined;
  /** Of the same days of the year before. */
  readonly yearBefore: number | undefined;
  readonly target: OfficialValue | undefined;
  readonly due: CalendarDay | undefined;
  /** By date. */
  readonly goals: readonly OfficialValue[];
  /** Beyond chance, against the year before. */
  readonly trend: 'fewer' | 'same' | 'more' | undefined;
  readonly verdict: Verdict | undefined;
  /** What `value` leaves out so that nobody is recognised. Undefined: nothing. */
  readonly leftOut: Texts | undefined;
  /** How a published total differs from its parts; absent if it does not. */
  readonly difference: TotalDifference | undefined;
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
  readonly medianMinutes: number | undefined;
}

/** The sources of what the page shows, each once, in the order of the rows. */
export function sourcesOf({ rows }: ScorecardView): Source[] {
  const values = rows.flatMap(({ id, goals, official, target, official2020 }) => [
    ...goals,
    ...(id === 'trust' ? [official] : []),
    target,
    official2020,
  ]);
  const sources = values.flatMap((value) => value?.source ?? []);
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}
