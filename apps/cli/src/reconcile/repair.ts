import type { Connection } from '../connection/connect-services.ts';
import { rebuild } from '../rebuild/rebuild.ts';
import type { Rebuild } from './missing.ts';
import { reconcile, type ReconcileOptions, type Reconciliation } from './reconcile.ts';

/** What was found in the end, and what was made anew to get there. */
export interface Repair {
  readonly found: Reconciliation;
  readonly repaired: readonly Rebuild[];
}

const REASON = 'hromada reconcile --repair';

/**
 * Reconciles, and where the effects of a service are not what the facts say, has them made anew from the ledger of the
 * producer; then reconciles again. What only takes time is waited for; what is for a person to decide stays: dead
 * letters, another epoch.
 */
export async function repair(connection: Connection, options: ReconcileOptions): Promise<Repair> {
  const found = await reconcile(connection, options);
  for (const one of found.rebuilds) await rebuild(connection, one, REASON);
  if (found.rebuilds.length === 0) return { found, repaired: [] };
  return { found: await reconcile(connection, options), repaired: found.rebuilds };
}
