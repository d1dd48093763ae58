import type { Database } from '@safe-community/database';
import { ownLedger, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { reporterFinder, type ReadAudit } from '../incident/module.ts';
import { caseFileReader } from './case-file.store.ts';
import { getIncident, listPage } from './incidents.queries.ts';
import { indexReporters } from './reporter-index.jobs.ts';
import { findReportsByPhone } from './reporter-search.queries.ts';
import { watchCipher } from './watch-cipher.adapter.ts';
import { watchChanges } from './watch.queries.ts';

export { sensitiveEvents } from './sensitive.events.ts';

interface SearchShared extends ReadAudit {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keyring: Keyring;
  readonly logger: Logger;
}

/** Reports are indexed when they are received; only a change of the key of digests leaves some that are not. */
const INDEX_EVERY_MS = 60_000;

/** Reads incidents: one, lists of them, their changes, and the reports of a phone number. */
export const search: Module<SearchShared> = {
  name: 'search',
  start: ({ database, wakeup, keyring, reads, logger }) => ({
    rpcs: provide(
      {
        reads,
        caseFiles: caseFileReader(database, keyring),
        finder: reporterFinder(database, keyring),
        ledger: ownLedger(database, 'incidents', wakeup),
        cipher: watchCipher(keyring),
      },
      [getIncident, listPage, watchChanges, findReportsByPhone],
    ),
    jobs: [{ name: 'index-reporters', everyMs: INDEX_EVERY_MS, run: indexReporters(database, keyring, logger) }],
  }),
};
