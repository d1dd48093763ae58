import { type Keyring, trackingTokens } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import { importIncidents } from './import.commands.ts';
import { courseStore } from './imported-course.store.ts';
import { listImportedRows } from './imported-rows.queries.ts';
import { importMappedIncidents } from './mapped-import.commands.ts';
import { REPORT_COMMANDS } from './reports.commands.ts';
import { reportStore } from './reports.store.ts';
import type { ReportingMemory } from './take-report.ts';

export { eventsOf } from './report.events.ts';
export { parseReport, toReportResponse } from './report.mapping.ts';
export type { Report } from './report.ts';
export { checkPlace } from './report-place.ts';
export { actorOf, countReport, type TakenReport } from './reports.commands.ts';
export { reportStore, type ReportStore } from './reports.store.ts';
export { examineReport, placesOf, takeReport, type ReportingMemory } from './take-report.ts';

interface ReportingShared extends ReportingMemory {
  readonly keyring: Keyring;
  /** Reports that may wait for their commit; a test makes it short. */
  readonly longestQueue?: number;
}

/** Accepts reports one by one, in batches, and as exports of other systems. */
export const reporting: Module<ReportingShared> = {
  name: 'reporting',
  start({ keyring, longestQueue, ...memory }) {
    const deps = {
      memory,
      keyring,
      store: reportStore(keyring, longestQueue),
      courses: courseStore(keyring, longestQueue),
      tokens: trackingTokens(keyring),
    };
    return {
      rpcs: provide(deps, [...REPORT_COMMANDS, importIncidents, importMappedIncidents, listImportedRows]),
    };
  },
};
