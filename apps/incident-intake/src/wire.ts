import { AUDIT_MIGRATIONS, recordAuditRead } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { keepKeys, KEY_MIGRATIONS } from '@safe-community/service-kit/keys';
import { BatchWriters, servedServices, startService, type RunningService } from '@safe-community/service-kit';
import {
  CONSUMER_MIGRATIONS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  recordedAnswers,
  REQUEST_MIGRATIONS,
  wasRecorded,
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
import { duplicates } from './duplicates/module.ts';
import { followUp } from './follow-up/module.ts';
import { lifecycle } from './lifecycle/module.ts';
import { sanctions } from './sanctions/module.ts';
import { catalogueService } from './catalogue/catalogue-service.grpc.ts';
import { reporterSearchService } from './search/reporter-search-service.grpc.ts';
import { domesticViolenceService } from './domestic-violence/domestic-violence-service.grpc.ts';
import { incidentIntakeService } from './reporting/incident-intake-service.grpc.ts';
import { retentionService } from './retention/retention-service.grpc.ts';
import { routingJobs } from './routing/routing.jobs.ts';
import { storedCatalogue } from './catalogue/stored-catalogue.store.ts';
import { caseBook } from './incident/case-book.store.ts';
import { violenceBook } from './domestic-violence/violence-book.store.ts';
import { violenceReader } from './domestic-violence/violence-reader.store.ts';
import { beatBook } from './routing/beat-book.store.ts';
import { routedIncidents } from './routing/routed-incidents.store.ts';
import { BeatOfficer, ListedUnit } from './routing/entities.store.ts';
import { ownLedger } from './search/own-ledger.adapter.ts';
import { caseFileReader } from './search/case-file-reader.store.ts';
import { incidentReader } from './search/incident-reader.store.ts';
import { reasonDigests, sensitiveReads } from './incident/sensitive-read-rows.store.ts';
import { indexReporters } from './search/index-reporters.store.ts';
import { reporterFinder } from './search/reporter-finder.store.ts';
import { incidentStore } from './reporting/incident-store.store.ts';
import { erasure } from './retention/erasure.store.ts';
import { holdBook } from './retention/hold-book.store.ts';
import { retentionReader } from './retention/retention-reader.store.ts';
import { SEALED_TABLES } from './incident/sealed-tables.store.ts';
import { MIGRATIONS } from './incident/migrations.store.ts';
import { RIGHTS } from './incident/rights.store.ts';
import { forgetOfficers } from './routing/forget-officers.store.ts';
import { territoryBook } from './routing/territory-book.store.ts';
import { systemOrigin } from './incident/system-origin.adapter.ts';
import { trackingTokens } from './reporting/tracking-tokens.adapter.ts';
import { watchSeals } from './search/watch-seals.adapter.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly origin?: Origin;
  readonly longestQueue?: number;
}

/** Reports that may wait to be written: some seconds of work at full speed. */
const LONGEST_QUEUE = 10_000;

/** Visits are due by the hour: half a minute is no delay. */
const TELL_OVERDUE_EVERY_MS = 30_000;

/** What is due by days may be late by a minute. */
const ERASE_EVERY_MS = 60_000;

/** Once all is done there is nothing to find but what a replica of an older version reports. */
const INDEX_EVERY_MS = 60_000;

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
  const incidents = incidentStore(database, keyring, wakeup, overrides.longestQueue ?? LONGEST_QUEUE, keepDigest);
  const territory = territoryBook(database);
  const beats = beatBook(database);
  const load = async (): Promise<void> => {
    await Promise.all([territory.load(), beats.load()]);
  };
  const origin = overrides.origin ?? systemOrigin;
  const catalogue = storedCatalogue(database, origin, config.catalogue);
  const ports = {
    cases: caseBook(keyring, origin),
    incidents,
    territory,
    beats,
    routed: routedIncidents,
    catalogue,
    holds: holdBook,
    erasure,
    reads: sensitiveReads(database, keyring),
    violence: violenceBook(keyring),
    incidentReader: incidentReader(database, keyring),
    caseFiles: caseFileReader(database, keyring),
    origin,
    finder: reporterFinder(database, keyring),
    tokens: trackingTokens(keyring),
    unitOfWork: createUnitOfWork(database, wakeup, keepDigest),
    wasAnswered: (caller: string, requestId: string) => wasRecorded(database.em.fork(), caller, requestId),
    answersTo: (caller: string, requestIds: readonly string[]) =>
      recordedAnswers(database.em.fork(), caller, requestIds),
  };
  const runtime = {
    database,
    unitOfWork: ports.unitOfWork,
    clock: origin,
    writers: new BatchWriters({ database, wakeup, keep: keepDigest }),
  };
  const shared = { ...ports, keyring, clock: origin, incidentFinder: ports.incidentReader };
  const rpcs = [lifecycle, duplicates, followUp, sanctions].flatMap((module) => module.start?.(shared).rpcs ?? []);
  const keys = keepKeys({ database, keyring, tables: SEALED_TABLES, logger });
  const service = await startService(
    {
      name: 'incident-intake',
      domain: 'incidents',
      database,
      wakeup,
      services: [
        catalogueService(catalogue),
        incidentIntakeService(ports, ports.incidentReader, ownLedger(database, wakeup), watchSeals(keyring)),
        ...servedServices(rpcs, runtime),
        reporterSearchService(ports),
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
        { name: 'index-reporters', everyMs: INDEX_EVERY_MS, run: indexReporters(database, keyring, logger) },
      ],
      load: async () => {
        await Promise.all([load(), catalogue.load()]);
      },
      idle: () => incidents.idle(),
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
