import { until } from '../until.ts';
import type { System } from '../system/system.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** Waits until statistics has applied all that had happened at intake by now. */
export async function untilConsumed(system: System, withinMs: number): Promise<void> {
  const { head } = await ledgerProgress(system);
  await until('statistics has heard everything', async () => (await consumedPosition(system)) >= head, withinMs);
}

/** How far statistics is with the ledger of intake, from its database: also while it does not serve. */
export async function consumedPosition(system: System): Promise<bigint> {
  const [checkpoint] = await system.sql<{ position: string }>(
    'statistics',
    `select position from consumer_checkpoint where producer = 'incidents'`,
  );
  return BigInt(checkpoint?.position ?? 0);
}
