import { setTimeout as sleep } from 'node:timers/promises';
import { DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { Connection } from '../connection/connect-services.ts';
import { lettersOf } from '../dead-letters/letters-of.ts';
import { readLetters } from '../dead-letters/read-letters.ts';
import { whole } from '../scorecard/numbers.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { sumFacts, SUMMED_TYPES, type Sums } from './sum-facts.ts';

/** What statistics counts beside what the facts of intake's ledger come to. */
export interface Comparison {
  /** The facts up to this position. */
  readonly upTo: bigint;
  /** Incidents that both count. */
  readonly incidents: bigint;
  /** In words; none when the two agree. */
  readonly differences: readonly string[];
}

const TRIES = 3;
const PAUSE_MS = 500;

/** A redrive in the middle of it looks like a difference; one that stays is one. */
export async function compareCounts(connection: Connection): Promise<Comparison> {
  for (let tries = 1; ; tries += 1) {
    const comparison = await compareOnce(connection);
    if (comparison.differences.length === 0 || tries === TRIES) return comparison;
    await sleep(PAUSE_MS);
  }
}

async function compareOnce(connection: Connection): Promise<Comparison> {
  const { scorecard } = await connection.statistics.getScorecard({});
  if (scorecard === undefined) throw new Error('statistics answered without a scorecard');
  // The position is exactly the one up to which the counts go: others may go on reporting.
  const upTo = scorecard.progress.find(({ producer }) => producer === 'incidents')?.position ?? 0n;
  const intake = connection.operated.find(({ producer }) => producer === 'incidents');
  if (intake === undefined) throw new Error('nobody keeps the ledger of incidents');
  const facts = intake.readEvents({ to: upTo, eventTypes: SUMMED_TYPES });
  const sums = await sumFacts(facts, await neverApplied(connection));
  return { upTo, incidents: scorecard.incidentsTotal, differences: differencesOf(scorecard, sums) };
}

/** Events of incidents that are dead letters of statistics: told of as such, and in no count. */
async function neverApplied(connection: Connection): Promise<Set<string>> {
  const events = new Set<string>();
  const filter = { state: DeadLetterState.UNSPECIFIED, eventType: '' };
  for await (const { producer, state, eventId } of readLetters(lettersOf(connection, 'statistics'), filter)) {
    if (producer === 'incidents' && state !== DeadLetterState.REDRIVEN) events.add(eventId);
  }
  return events;
}

export function differencesOf({ incidents, deaths }: Scorecard, { categories, ...sums }: Sums): string[] {
  const counted = new Map(incidents.map((measure) => [measure.category, measure]));
  const all = [...new Set([...categories.keys(), ...counted.keys()])].toSorted((one, other) => one - other);
  const killed = (indicator: Indicator): number | bigint =>
    deaths.find((measure) => measure.indicator === indicator)?.counted ?? 0;
  return [
    ...all.flatMap((category) => {
      const { en } = nameOfCategory(category);
      const [fact, count] = [categories.get(category), counted.get(category)];
      return [
        ...difference(`incidents of ${en}`, fact?.incidents ?? 0, count?.count ?? 0),
        ...difference(`invented incidents of ${en}`, fact?.demonstration ?? 0, count?.demonstration ?? 0),
        // Of a category with nothing left in it the scorecard does not tell them.
        ...(count === undefined ? [] : difference(`arrivals at ${en}`, fact?.responded ?? 0, count.responded)),
      ];
    }),
    ...difference('killed', sums.killed, killed(Indicator.DEATHS_TOTAL)),
    ...difference('defenders killed', sums.defendersKilled, killed(Indicator.DEFENDERS_KILLED)),
  ];
}

function difference(what: string, facts: number, counted: number | bigint): string[] {
  if (BigInt(facts) === BigInt(counted)) return [];
  return [`statistics counts ${whole(counted)} ${what}, the facts come to ${whole(facts)}`];
}
