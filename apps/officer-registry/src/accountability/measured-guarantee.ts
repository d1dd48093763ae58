import type { Day } from '@safe-community/domain-kit';
import { keeps, tallyOf, type MeasuredMetric, type PromiseState, type ServedHromada, type Tally } from './guarantee.ts';
import type { DueReport } from './reports-due.ts';

/** How often a promise is kept in an oblast. */
export interface MeasuredGuarantee {
  readonly metric: MeasuredMetric;
  readonly oblastCode: string;
  /** Of questions, the day on which they came in; of reports, the last one. Undefined for hromadas: the figure is of now. */
  readonly day: Day | undefined;
  readonly tally: Tally;
}

interface Hromada {
  readonly code: string;
  readonly oblastCode: string;
}

/**
 * The promises to open hromadas that differ from those published before. There are none as long as nobody has served
 * anywhere, since nothing is known then.
 */
export function changedHromadas(
  open: readonly Hromada[],
  served: readonly ServedHromada[],
  published: readonly MeasuredGuarantee[],
): MeasuredGuarantee[] {
  const codes = new Set(open.map(({ code }) => code));
  const inOpen = served.filter(({ hromadaCode }) => codes.has(hromadaCode));
  const isKnown = inOpen.length > 0 || published.length > 0;
  return changedFigures(isKnown ? measured(open, inOpen) : [], published);
}

/** The figures that differ from those published before. What was published and is no longer there has become nothing. */
export function changedFigures(
  now: readonly MeasuredGuarantee[],
  published: readonly MeasuredGuarantee[],
): MeasuredGuarantee[] {
  const former = new Map(published.map((each) => [keyOf(each), each]));
  const current = new Set(now.map(keyOf));
  const gone = published.filter((each) => !current.has(keyOf(each)) && !isSame(each.tally, NONE));
  return [
    ...now.filter((each) => !isSame(each.tally, former.get(keyOf(each))?.tally)),
    // All hromadas of the oblast are occupied, or nobody owes a report for that day any more.
    ...gone.map((each) => ({ ...each, tally: NONE })),
  ];
}

const NONE: Tally = { kept: 0, broken: 0, pending: 0, without_rule: 0 };

function measured(open: readonly Hromada[], served: readonly ServedHromada[]): MeasuredGuarantee[] {
  return (['named_officer', 'reachable'] as const).flatMap((metric) => {
    const kept = new Set(served.filter((each) => keeps(metric, each)).map(({ hromadaCode }) => hromadaCode));
    const stateOfOpen = ({ code }: Hromada): PromiseState => (kept.has(code) ? 'kept' : 'broken');
    return [...Map.groupBy(open, ({ oblastCode }) => oblastCode)].map(([oblastCode, all]) => ({
      metric,
      oblastCode,
      day: undefined,
      tally: tallyOf(all.map(stateOfOpen)),
    }));
  });
}

/** A report that is due, in its oblast. */
export type DueReportOf = Pick<DueReport, 'start' | 'end' | 'deliveredOn'> & {
  readonly oblastCode: string;
};

/**
 * How many reports of each day are in time: until the last day of their part of the year. Parts that have not begun are
 * left out.
 */
export function countReports(due: readonly DueReportOf[], today: Day): MeasuredGuarantee[] {
  const begun = due.filter(({ start }) => start <= today);
  const groups = Map.groupBy(begun, ({ end, oblastCode }) => `${end} ${oblastCode}`);
  return [...groups.values()].flatMap(([first, ...rest]): MeasuredGuarantee[] => {
    if (first === undefined) return [];
    const { end: day, oblastCode } = first;
    const tally = tallyOf([first, ...rest].map((report) => stateOf(report, today)));
    return [{ metric: 'reported_in_time', oblastCode, day, tally }];
  });
}

function stateOf({ end, deliveredOn }: DueReportOf, today: Day): PromiseState {
  if (deliveredOn !== undefined && deliveredOn <= end) return 'kept';
  return end < today ? 'broken' : 'pending';
}

function keyOf({ metric, oblastCode, day = '' }: MeasuredGuarantee): string {
  return `${metric} ${oblastCode} ${day}`;
}

function isSame(one: Tally, other: Tally | undefined): boolean {
  return one.kept === other?.kept && one.broken === other.broken && one.pending === other.pending;
}
