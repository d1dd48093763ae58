import type { Day } from '@safe-community/domain-kit';
import { hromadaRows, tallyOf, type Metric, type ServingOfficer, type Tally } from './guarantee.ts';

/** How often a promise is kept in an oblast: of real officers or questions, or of invented ones, never both. */
export interface MeasuredGuarantee {
  readonly metric: Metric;
  readonly oblastCode: string;
  readonly demonstration: boolean;
  /** Of questions, the day on which they came in. Undefined for hromadas: the figure is that of now. */
  readonly day: Day | undefined;
  readonly tally: Tally;
}

interface Hromada {
  readonly code: string;
  readonly oblastCode: string;
}

/**
 * The promises to hromadas that differ from those published before. Invented officers have a figure of their own; there
 * is none as long as nobody real, or nobody invented, has served anywhere, since nothing is known then.
 */
export function changedHromadas(
  open: readonly Hromada[],
  officers: readonly ServingOfficer[],
  published: readonly MeasuredGuarantee[],
): MeasuredGuarantee[] {
  const now = [false, true].flatMap((demonstration) => {
    const own = officers.filter((officer) => officer.demonstration === demonstration);
    const isKnown = own.length > 0 || published.some((each) => each.demonstration === demonstration);
    return isKnown ? measured(open, own, demonstration) : [];
  });
  const former = new Map(published.map((each) => [keyOf(each), each]));
  const current = new Set(now.map(keyOf));
  const gone = published.filter((each) => !current.has(keyOf(each)) && !isSame(each.tally, NONE));
  return [
    ...now.filter((each) => !isSame(each.tally, former.get(keyOf(each))?.tally)),
    // All hromadas of the oblast are occupied.
    ...gone.map((each) => ({ ...each, tally: NONE })),
  ];
}

const NONE: Tally = { kept: 0, broken: 0, pending: 0, without_rule: 0 };

function measured(
  open: readonly Hromada[],
  officers: readonly ServingOfficer[],
  demonstration: boolean,
): MeasuredGuarantee[] {
  return (['named_officer', 'reachable'] as const).flatMap((metric) => {
    const byOblast = Map.groupBy(hromadaRows(metric, open, officers), ({ oblastCode }) => oblastCode);
    return [...byOblast].map(([oblastCode, rows]) => ({
      metric,
      oblastCode,
      demonstration,
      day: undefined,
      tally: tallyOf(rows.map(({ state }) => state)),
    }));
  });
}

function keyOf({ metric, oblastCode, demonstration }: MeasuredGuarantee): string {
  return `${metric} ${oblastCode} ${demonstration}`;
}

function isSame(one: Tally, other: Tally | undefined): boolean {
  return one.kept === other?.kept && one.broken === other.broken;
}
