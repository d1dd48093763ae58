import { until } from '../until.ts';
import type { System } from '../system/system.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** Waits until all events so far are published. Returns how long that took, milliseconds. */
export async function untilPublished(system: System, withinMs: number): Promise<number> {
  const began = performance.now();
  const { head } = await ledgerProgress(system);
  await until('everything is published', async () => (await ledgerProgress(system)).published >= head, withinMs);
  return performance.now() - began;
}
