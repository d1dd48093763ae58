import { AUDIT_MIGRATIONS, recordAuditRead } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { keepKeys, KEY_MIGRATIONS } from '@safe-community/service-kit/keys';
import { BatchWriters, servedServices, startService, type RunningService } from '@safe-community/service-kit';
import {
  CONSUMER_MIGRATIONS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  REQUEST_MIGRATIONS,
} from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { keptDigest, LiveKeyring } from '@safe-community/security/encryption';
import type { Origin } from './incident/ports.app.ts';
import { sensitiveEvents } from './incident/sensitive-events.app.ts';
import { eraseDue } from './retention/erase-due.app.ts';
import { tellOverdueVisits } from './domestic-violence/tell-overdue-visits.app.ts';
import type { Config } from './config.ts';
import { onOfficerAssigned } from './routing/on-officer-assigned.events.ts';
import { onOfficerStateChanged } from './routing/on-officer-state-changed.events.ts';
import { onTerritoryUnitListed } from './routing/on-territory-unit-listed.events.ts';
import { courseService } from './lifecycle/course-service.grpc.ts';
import { catalogueService } from './catalogue/catalogue-service.grpc.ts';
import { duplicateService } from './duplicates/duplicate-service.grpc.ts';
import { reporterService } from './follow-up/reporter-service.grpc.ts';
import { domesticViolenceService } from './domestic-violence/domestic-violence-service.grpc.ts';
import { retentionService } from './retention/retention-service.grpc.ts';
import { sanctionService } from './sanctions/sanction-service.grpc.ts';
import { routingJobs } from './routing/routing.jobs.ts';
import { storedCatalogue } from './catalogue/stored-catalogue.store.ts';
import { caseBook } from './incident/case-book.store.ts';
import { historyReader } from './incident/history-reader.store.ts';
import { candidateReader } from './duplicates/candidate-rows.store.ts';
import { mergeBook } from './duplicates/merge-book.store.ts';
import { additionBook } from './follow-up/addition-rows.store.ts';
import { reportStandings } from './follow-up/report-standings.store.ts';
import { violenceBook } from './domestic-violence/violence-book.store.ts';
import { violenceReader } from './domestic-violence/violence-reader.store.ts';
import { beatBook } from './routing/beat-book.store.ts';
import { routedIncidents } from './routing/routed-incidents.store.ts';
import { BeatOfficer, ListedUnit } from './routing/entities.store.ts';
import { reasonDigests, sensitiveReads } from './incident/sensitive-read-rows.store.ts';
import { incidentFinder, reporting, trackingTokens } from './reporting/module.ts';
import { erasure } from './retention/erasure.store.ts';
import { holdBook } from './retention/hold-book.store.ts';
import { retentionReader } from './retention/retention-reader.store.ts';
import { SEALED_TABLES } from './incident/sealed-tables.store.ts';
import { outcomeBook } from './sanctions/outcome-book.store.ts';
import { outcomeReader } from './sanctions/outcome-reader.store.ts';
import { MIGRATIONS } from './incident/migrations.store.ts';
import { RIGHTS } from './incident/rights.store.ts';
import { forgetOfficers } from './routing/forget-officers.store.ts';
import { territoryBook } from './routing/territory-book.store.ts';
import { systemOrigin } from './incident/system-origin.adapter.ts';
import { search } from './search/module.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly origin?: Origin;
  readonly longestQueue?: number;
}

/** Visits are due by the hour: half a minute is no delay. */
const TELL_OVERDUE_EVERY_MS = 30_000;

/** What is due by days may be late by a minute. */
const ERASE_EVERY_MS = 60_000;

export function openIntakeDatabase(url: string, poolSize?: number): Database {
  const migrations = [
    ...MIGRATIONS,
    ...LEDGER_MIGRATIONS,
    ...REQUEST_MIGRATIONS,
    ...CONSUMER_MIGRATIONS,
    ...AUDIT_MIGRATIONS,
    ...KEY_MIGRATIONS,
  ];
  const options = { url, entities: [BeatOfficer, ListedUnit], migrations, rights: RIGHTS };
  return openDatabase(poolSize === undefined ? options : { ...options, poolSize });
}

/** Puts the service together and starts it. */
export async function start(config: Config, logger: Logger, overrides: Overrides = {}): Promise<RunningService> {
  const database = openIntakeDatabase(config.service.databaseUrl, config.service.databasePool);
  const wakeup = createWakeup();
  const keyring = new LiveKeyring(config.keysDir);
  const keepDigest = keptDigest(keyring);
  const territory = territoryBook(database);
  const beats = beatBook(database);
  const load = async (): Promise<void> => {
    await Promise.all([territory.load(), beats.load()]);
  };
  const origin = overrides.origin ?? systemOrigin;
  const catalogue = storedCatalogue(database, origin, config.catalogue);
  const ports = {
    cases: caseBook(keyring, origin),
    territory,
    beats,
    routed: routedIncidents,
    catalogue,
    holds: holdBook,
    erasure,
    reads: sensitiveReads(database, keyring),
    violence: violenceBook(keyring),
    incidentReader: incidentFinder(database, keyring),
    merges: mergeBook,
    candidates: candidateReader(database, keyring),
    additions: additionBook(keyring),
    standings: reportStandings(database),
    origin,
    tokens: trackingTokens(keyring),
    unitOfWork: createUnitOfWork(database, wakeup, keepDigest),
  };
  const { longestQueue } = overrides;
  const shared = {
    database,
    wakeup,
    keyring,
    logger,
    clock: origin,
    territory,
    beats,
    catalogue,
    reads: ports.reads,
    ...(longestQueue === undefined ? {} : { longestQueue }),
  };
  const modules = [reporting, search].map((module) => module.start?.(shared) ?? {});
  const writers = new BatchWriters({ database, wakeup, keep: keepDigest });
  const runtime = { database, unitOfWork: ports.unitOfWork, clock: origin, writers };
  const keys = keepKeys({ database, keyring, tables: SEALED_TABLES, logger });
  const service = await startService(
    {
      name: 'incident-intake',
      domain: 'incidents',
      database,
      wakeup,
      services: [
        catalogueService(catalogue),
        ...servedServices(
          modules.flatMap(({ rpcs = [] }) => rpcs),
          runtime,
        ),
        courseService({ ...ports, histories: historyReader(database, keyring) }),
        sanctionService(
          { ...ports, outcomes: outcomeBook(keyring) },
          { ...ports, outcomes: outcomeReader(database, keyring) },
        ),
        duplicateService(ports),
        reporterService(ports),
        domesticViolenceService({ ...ports, violenceReader: violenceReader(database, keyring) }),
        retentionService(ports, retentionReader(database), (call, subjectIds) =>
          recordAuditRead(database, call, subjectIds),
        ),
        keys.service,
      ],
      sensitivity: sensitiveEvents,
      reasonDigests: (readIds) => reasonDigests(database, readIds),
      consumes: [
        {
          producer: 'officers',
          address: config.officerRegistry,
          handlers: [onOfficerAssigned(beats), onOfficerStateChanged(beats), onTerritoryUnitListed(territory)],
          forget: forgetOfficers,
          onApplied: load,
          // A report is to be taken also when the news of the registry are late: its officers are led to it later.
          isNeededFresh: false,
        },
      ],
      jobs: [
        { name: 'overdue-visits', everyMs: TELL_OVERDUE_EVERY_MS, run: () => tellOverdueVisits(ports) },
        { name: 'erase-due', everyMs: ERASE_EVERY_MS, run: () => eraseDue(ports) },
        ...routingJobs(ports),
        ...keys.jobs,
        ...modules.flatMap(({ jobs = [] }) => jobs),
      ],
      load: async () => {
        await Promise.all([load(), catalogue.load()]);
      },
      idle: () => writers.idle(),
      logger,
    },
    config.service,
  );
  return {
    port: service.port,
    async stop() {
      keys.close();
      await service.stop();
    },
  };
}
