import { until } from '../patiently.ts';
import type { System } from '../system/system.ts';
import { appliedPosition } from './applied-position.ts';
import { ledgerProgress } from './ledger-progress.ts';
import { untilPublished } from './until-published.ts';

/** Waits until statistics has applied all that had happened by now. */
export async function untilAtRest(system: System, withinMs: number): Promise<void> {
  await untilPublished(system, withinMs);
  const { head } = await ledgerProgress(system);
  await until('statistics is at the end', async () => (await appliedPosition(system)) >= head, withinMs);
}
