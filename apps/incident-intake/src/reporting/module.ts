import { type Keyring, trackingTokens } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import { importIncidents } from './import.commands.ts';
import { courseStore } from './imported-course.store.ts';
import { listImportedRows } from './imported-rows.queries.ts';
import { importMappedIncidents } from './mapped-import.commands.ts';
import { reportCommands } from './reports.commands.ts';
import { reportStore } from './reports.store.ts';
import type { ReportingMemory } from './take-report.adapter.ts';

export { eventsOf } from './report.events.ts';
export { parseReport, toReportResponse } from './report.mapping.ts';
export type { Report } from './report.ts';
export { checkPlace } from './report-place.ts';
export { actorOf, countReport, type TakenReport } from './reports.commands.ts';
export { reportStore, type ReportStore } from './reports.store.ts';
export { examineReport, placesOf, takeReport, type ReportingMemory } from './take-report.adapter.ts';

interface ReportingShared extends ReportingMemory {
  readonly keyring: Keyring;
  /** Reports that may wait for their commit; a test makes it short. */
  readonly longestQueue?: number;
}

/** Accepts reports one by one, in batches, and as exports of other systems. */
export const reporting: Module<ReportingShared> = {
  name: 'reporting',
  start({ keyring, longestQueue, ...memory }) {
    const store = reportStore(keyring, longestQueue);
    const courses = courseStore(keyring, longestQueue);
    const stores = { memory, keyring, store, courses };
    return {
      rpcs: [
        ...reportCommands(memory, store, trackingTokens(keyring)),
        importIncidents(stores),
        importMappedIncidents(stores),
        listImportedRows,
      ],
    };
  },
};
