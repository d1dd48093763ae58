import type { Connection } from '../connection/connect-services.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import type { Rebuild } from './missing.ts';
import { reconcile, type ReconcileOptions, type Reconciliation } from './reconcile.ts';

/** The final result and the rebuilds that led to it. */
export interface Repair {
  readonly found: Reconciliation;
  readonly repaired: readonly Rebuild[];
}

const REASON = 'hromada reconcile --repair';

/**
 * Reconciles, rebuilds services with wrong effects from the ledger of the producer, and reconciles again. It does not
 * make decisions for an operator: dead letters and new epochs stay.
 */
export async function repair(connection: Connection, options: ReconcileOptions): Promise<Repair> {
  const found = await reconcile(connection, options);
  for (const one of found.rebuilds) await rebuild(connection, one, REASON);
  if (found.rebuilds.length === 0) return { found, repaired: [] };
  return { found: await reconcile(connection, options), repaired: found.rebuilds };
}
