import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { ownLedger, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { reporterFinder, type SensitiveReads } from '../incident/module.ts';
import { caseFileReader } from './case-file.store.ts';
import { getIncident, listIncidentsOf } from './incidents.queries.ts';
import { indexReporters } from './reporter-index.jobs.ts';
import { findReportsByPhone } from './reporter-search.queries.ts';
import { watchCipher } from './watch-cipher.adapter.ts';
import { watchIncidentsOf } from './watch.queries.ts';

export { sensitiveEvents } from './sensitive-events.adapter.ts';

interface SearchShared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keyring: Keyring;
  readonly clock: ClockAndIds;
  readonly reads: SensitiveReads;
  readonly logger: Logger;
}

/** Reports are indexed when they are received; only a change of the key of digests leaves some that are not. */
const INDEX_EVERY_MS = 60_000;

/** Reads incidents: one, lists of them, their changes, and the reports of a phone number. */
export const search: Module<SearchShared> = {
  name: 'search',
  start({ database, wakeup, keyring, clock, reads, logger }) {
    const recorded = { reads, clock };
    return {
      rpcs: [
        getIncident(caseFileReader(database, keyring), recorded),
        listIncidentsOf(clock),
        watchIncidentsOf(ownLedger(database, 'incidents', wakeup), watchCipher(keyring)),
        findReportsByPhone(reporterFinder(database, keyring), recorded),
      ],
      jobs: [{ name: 'index-reporters', everyMs: INDEX_EVERY_MS, run: indexReporters(database, keyring, logger) }],
    };
  },
};
