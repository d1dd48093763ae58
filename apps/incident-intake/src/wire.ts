import { AUDIT_MIGRATIONS, recordAuditRead } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { keepKeys, KEY_MIGRATIONS } from '@safe-community/service-kit/keys';
import { startService, type RunningService } from '@safe-community/service-kit';
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
import type { Origin } from './app/ports.ts';
import { sensitiveEvents } from './app/reading/sensitive-events.ts';
import { eraseDue } from './app/retention/erase-due.ts';
import { tellOverdueVisits } from './app/domestic-violence/tell-overdue-visits.ts';
import type { Config } from './config.ts';
import { onOfficerAssigned } from './inbound/events/on-officer-assigned.ts';
import { onOfficerStateChanged } from './inbound/events/on-officer-state-changed.ts';
import { onTerritoryUnitListed } from './inbound/events/on-territory-unit-listed.ts';
import { courseService } from './inbound/grpc/course/course-service.ts';
import { catalogueService } from './inbound/grpc/catalogue/catalogue-service.ts';
import { duplicateService } from './inbound/grpc/duplicates/duplicate-service.ts';
import { reporterService } from './inbound/grpc/follow-up/reporter-service.ts';
import { reporterSearchService } from './inbound/grpc/reporter-search/reporter-search-service.ts';
import { domesticViolenceService } from './inbound/grpc/domestic-violence/domestic-violence-service.ts';
import { incidentIntakeService } from './inbound/grpc/incident-intake-service.ts';
import { retentionService } from './inbound/grpc/retention/retention-service.ts';
import { sanctionService } from './inbound/grpc/sanctions/sanction-service.ts';
import { routingJobs } from './inbound/jobs/routing-jobs.ts';
import { storedCatalogue } from './outbound/postgres/catalogue/stored-catalogue.ts';
import { caseBook } from './outbound/postgres/course/case-book.ts';
import { historyReader } from './outbound/postgres/course/history-reader.ts';
import { candidateReader } from './outbound/postgres/duplicates/candidate-rows.ts';
import { mergeBook } from './outbound/postgres/duplicates/merge-book.ts';
import { additionBook } from './outbound/postgres/follow-up/addition-rows.ts';
import { reportStandings } from './outbound/postgres/follow-up/report-standings.ts';
import { violenceBook } from './outbound/postgres/domestic-violence/violence-book.ts';
import { violenceReader } from './outbound/postgres/domestic-violence/violence-reader.ts';
import { beatBook } from './outbound/postgres/routing/beat-book.ts';
import { routedIncidents } from './outbound/postgres/routing/routed-incidents.ts';
import { BeatOfficer, ListedUnit } from './outbound/postgres/entities.ts';
import { ownLedger } from './outbound/own-ledger.ts';
import { caseFileReader } from './outbound/postgres/reading/case-file-reader.ts';
import { incidentReader } from './outbound/postgres/reading/incident-reader.ts';
import { reasonDigests, sensitiveReads } from './outbound/postgres/reading/sensitive-read-rows.ts';
import { indexReporters } from './outbound/postgres/reporter-search/index-reporters.ts';
import { reporterFinder } from './outbound/postgres/reporter-search/reporter-finder.ts';
import { incidentStore } from './outbound/postgres/reporting/incident-store.ts';
import { erasure } from './outbound/postgres/retention/erasure.ts';
import { holdBook } from './outbound/postgres/retention/hold-book.ts';
import { retentionReader } from './outbound/postgres/retention/retention-reader.ts';
import { SEALED_TABLES } from './outbound/postgres/sealed-tables.ts';
import { outcomeBook } from './outbound/postgres/sanctions/outcome-book.ts';
import { outcomeReader } from './outbound/postgres/sanctions/outcome-reader.ts';
import { MIGRATIONS } from './outbound/postgres/migrations/migrations.ts';
import { RIGHTS } from './outbound/postgres/rights.ts';
import { forgetOfficers } from './outbound/postgres/routing/forget-officers.ts';
import { territoryBook } from './outbound/postgres/routing/territory-book.ts';
import { systemOrigin } from './outbound/system-origin.ts';
import { trackingTokens } from './outbound/tracking-tokens.ts';
import { watchSeals } from './outbound/watch-seals.ts';

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
    merges: mergeBook,
    candidates: candidateReader(database, keyring),
    additions: additionBook(keyring),
    caseFiles: caseFileReader(database, keyring),
    standings: reportStandings(database),
    origin,
    finder: reporterFinder(database, keyring),
    tokens: trackingTokens(keyring),
    unitOfWork: createUnitOfWork(database, wakeup, keepDigest),
    wasAnswered: (caller: string, requestId: string) => wasRecorded(database.em.fork(), caller, requestId),
    answersTo: (caller: string, requestIds: readonly string[]) =>
      recordedAnswers(database.em.fork(), caller, requestIds),
  };
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
        courseService({ ...ports, histories: historyReader(database, keyring) }),
        sanctionService(
          { ...ports, outcomes: outcomeBook(keyring) },
          { ...ports, outcomes: outcomeReader(database, keyring) },
        ),
        duplicateService(ports),
        reporterService(ports),
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
