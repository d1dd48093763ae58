import { until } from '../until.ts';
import type { System } from '../system/system.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** Waits until statistics has applied all events of intake so far. */
export async function untilConsumed(system: System, withinMs: number): Promise<void> {
  const { head } = await ledgerProgress(system);
  await until('statistics has consumed everything', async () => (await consumedPosition(system)) >= head, withinMs);
}

/** Applied position of intake's ledger, read from the database of statistics because it may be down. */
export async function consumedPosition(system: System): Promise<bigint> {
  const [checkpoint] = await system.sql<{ position: string }>(
    'statistics',
    `select position from consumer_checkpoint where producer = 'incidents'`,
  );
  return BigInt(checkpoint?.position ?? 0);
}
