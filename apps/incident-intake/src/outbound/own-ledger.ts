import type { Database } from '@safe-community/database';
import { followLedger, ledgerHead, type Wakeup } from '@safe-community/ledger';
import type { OwnLedger } from '../app/reading/watch-incidents.ts';

export function ownLedger(database: Database, wakeup: Wakeup): OwnLedger {
  return {
    head: () => ledgerHead(database.em.fork()),
    follow: (from, end) => followLedger(database, 'incidents', { from, follow: true }, end, wakeup),
  };
}
