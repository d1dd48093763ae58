import { MAX_GROUP } from './replica.ts';
import { timeOf, type ServiceTimes } from './service-times.ts';

/** Maximum writes per second of one ledger: full batches, one after the other. */
export function ledgerCeiling({ postgres, disk }: ServiceTimes): number {
  const micros = timeOf(postgres, MAX_GROUP) + disk;
  return (MAX_GROUP / micros) * 1_000_000;
}

/**
 * Rows per batch at a rate of writes. While one batch commits, for T = a + b · rows + disk, the next one collects: rows
 * = rate · T. From one row to the largest batch.
 */
export function groupAt(perSecond: number, { postgres, disk }: ServiceTimes): number {
  const rate = perSecond / 1_000_000;
  const room = 1 - rate * postgres.ofRow;
  if (room <= 0) return MAX_GROUP;
  const rows = (rate * (postgres.ofGroup + disk)) / room;
  return Math.min(MAX_GROUP, Math.max(1, rows));
}
