import type { Database } from '@safe-community/database';
import { ownLedger, type Wakeup } from '@safe-community/ledger';
import { provide, type Module } from '@safe-community/service-kit';
import { watchOfficers } from './watch.queries.ts';

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
}

/** The changes of officers as a stream. */
export const officerChanges: Module<Shared> = {
  name: 'officer-changes',
  start: ({ database, wakeup }) => ({
    rpcs: provide({ ledger: ownLedger(database, 'officers', wakeup) }, [watchOfficers]),
  }),
};
