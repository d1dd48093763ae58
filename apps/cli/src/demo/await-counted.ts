import { setTimeout as sleep } from 'node:timers/promises';
import { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';

const TIMEOUT_MS = 60_000;
const PAUSE_MS = 100;

/** Waits until statistics has counted everything that the other services have committed so far. */
export async function awaitCounted(connection: Connection): Promise<void> {
  const heads = await Promise.all(
    Object.entries(connection.ledgers).map(async ([producer, ledger]) => {
      const { headPosition } = await ledger.getHead({ partition: 0 });
      return { producer, headPosition };
    }),
  );
  const until = performance.now() + TIMEOUT_MS;
  for (;;) {
    const { scorecard } = await connection.statistics.getScorecard(GetScorecardRequest.fromPartial({}));
    const counted = new Map(scorecard?.progress.map(({ producer, position }) => [producer, position]));
    const behind = heads.filter(({ producer, headPosition }) => (counted.get(producer) ?? 0n) < headPosition);
    if (behind.length === 0) return;
    if (performance.now() > until) {
      const names = behind.map(({ producer, headPosition }) => `${producer} (up to ${headPosition})`);
      throw new Problem(`Statistics has not yet counted all events of ${names.join(', ')}.`);
    }
    await sleep(PAUSE_MS);
  }
}
