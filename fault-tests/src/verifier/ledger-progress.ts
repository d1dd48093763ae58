import type { System } from '../system/system.ts';

export interface LedgerProgress {
  readonly head: bigint;
  /** Position up to which the broker has it. */
  readonly published: bigint;
  /** Server process of the relay that holds the lease; undefined while nobody does. */
  readonly leaseHolder: number | undefined;
}

/** Same key as in src/lease.ts of the ledger. */
const LEASE = 4_801_265;

/** Progress of intake's ledger, read from its database because replicas may be down. */
export async function ledgerProgress(system: System): Promise<LedgerProgress> {
  const [row] = await system.sql<{ head: string; published: string; holder: number | null }>(
    'incident-intake',
    `select h.position as head, m.position as published,
       (select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted
          and database = (select oid from pg_database where datname = current_database())) as holder
     from ledger_head h join ledger_mark m using (partition) where partition = 0`,
    [LEASE],
  );
  if (row === undefined) throw new Error('intake has no ledger');
  return { head: BigInt(row.head), published: BigInt(row.published), leaseHolder: row.holder ?? undefined };
}
