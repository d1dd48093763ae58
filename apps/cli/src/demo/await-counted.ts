import { setTimeout as sleep } from 'node:timers/promises';
import type { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { unshownMeasures } from './measured.ts';
import { retryTransient } from './retry-transient.ts';

/** Statistics may be busy for a while with one batch of events, or the registry with what it measures. */
const STILL_MS = 2 * 60_000;
const PAUSE_MS = 200;

/**
 * Waits until the scorecard shows everything that the other services have committed so far, and what the registry measures
 * of the demonstration, as long as anything moves.
 *
 * @param anchorDay of the demonstration
 */
export async function awaitCounted(connection: Connection, anchorDay: Date): Promise<void> {
  await awaitNone(async () => {
    const { progress } = await readScorecard(connection);
    const positions = progress.map(({ position }) => String(position)).join(' ');
    return { behind: await unshownMeasures(connection, anchorDay), positions };
  });
  const heads = await Promise.all(
    Object.entries(connection.ledgers).map(async ([producer, ledger]) => {
      const { headPosition } = await retryTransient(() => ledger.getHead({ partition: 0 }));
      return { producer, headPosition };
    }),
  );
  let countedAt = new Date();
  await awaitNone(async () => {
    const { progress, asOf = new Date() } = await readScorecard(connection);
    countedAt = asOf;
    const counted = new Map(progress.map(({ producer, position }) => [producer, position]));
    const behind = heads.filter(({ producer, headPosition }) => (counted.get(producer) ?? 0n) < headPosition);
    return {
      behind: behind.map(({ producer, headPosition }) => `${producer} (up to ${headPosition})`),
      positions: [...counted.values()].join(' '),
    };
  });
  // Statistics keeps the promises of the usual period for some seconds.
  await awaitNone(async () => {
    const { computedTime, asOf } = await readScorecard(connection);
    const isFresh = computedTime !== undefined && computedTime >= countedAt;
    return { behind: isFresh ? [] : ['the promises'], positions: String(asOf) };
  });
}

async function readScorecard({ statistics }: Connection): Promise<Scorecard> {
  const { scorecard } = await retryTransient(() => statistics.getScorecard(GetScorecardRequest.fromPartial({})));
  if (scorecard === undefined) throw new Error('the response of statistics has no scorecard');
  return scorecard;
}

interface Look {
  /** What is not shown yet. */
  readonly behind: readonly string[];
  /** Differs from that of the look before if something has moved. */
  readonly positions: string;
}

async function awaitNone(look: () => Promise<Look>): Promise<void> {
  let [seen, seenAt] = ['', performance.now()];
  for (;;) {
    const { behind, positions } = await look();
    if (behind.length === 0) return;
    const now = `${behind.join(' ')} ${positions}`;
    if (now !== seen) [seen, seenAt] = [now, performance.now()];
    if (performance.now() - seenAt > STILL_MS) {
      throw new Problem({
        uk: `Служба statistics ще не врахувала ${behind.join(', ')} і не просувається.`,
        en: `Statistics has not yet counted ${behind.join(', ')}, and nothing moves.`,
      });
    }
    await sleep(PAUSE_MS);
  }
}
