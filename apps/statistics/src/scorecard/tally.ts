import type { NowCount, Promised } from './promised.ts';
import type { Row } from './rows.ts';
import type { Counted } from './trend.ts';
import { verdictOf } from './verdict.ts';
import type { ScorecardPeriod } from './period.ts';

/** What has been counted from events so far, all read at one moment. */
export interface Tally {
  readonly officers: { readonly assigned: number; readonly hromadasCovered: number };
  /** Of today, without those that are occupied or merged into another one. */
  readonly hromadas: number;
  readonly patrol: { readonly strength: number; readonly equipped: number };
  readonly progress: readonly Progress[];
}

/** The last event of a producer that the counts include. */
interface Progress {
  readonly producer: string;
  readonly position: bigint;
}

/** The rows of the country with what is counted of now, which the others do not wait for. */
export function withNow(rows: readonly Row[], period: ScorecardPeriod, tally: Tally): Row[] {
  return rows.map((row) => {
    const name = nowBehind(row.promise);
    if (name === undefined) return row;
    const current = COUNTS[name](tally, row);
    return { ...row, current, verdict: verdictOf({ ...row, period, current }) };
  });
}

function nowBehind({ counted }: Promised): NowCount | undefined {
  return counted !== undefined && 'now' in counted ? counted.now : undefined;
}

/** Nothing before anything was counted: 0 would be a claim. */
const COUNTS: Readonly<Record<NowCount, (tally: Tally, row: Row) => Counted | undefined>> = {
  assigned: (tally) => (isCounted(tally, 'officers') ? { value: tally.officers.assigned } : undefined),
  hromadasCovered: (tally) =>
    isCounted(tally, 'officers') ? { value: tally.officers.hromadasCovered, whole: tally.hromadas } : undefined,
  equipped: (tally) =>
    isCounted(tally, 'officers') && isCounted(tally, 'cameras')
      ? { value: tally.patrol.equipped, whole: tally.patrol.strength }
      : undefined,
};

function isCounted({ progress }: Tally, name: string): boolean {
  return progress.some(({ producer, position }) => producer === name && position > 0n);
}
