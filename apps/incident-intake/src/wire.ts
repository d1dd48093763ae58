import { AUDIT_MIGRATIONS } from '@safe-community/audit';
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
import { catalogue, storedCatalogue } from './catalogue/module.ts';
import type { Config } from './config.ts';
import { lifecycle } from './lifecycle/module.ts';
import { duplicateService } from './duplicates/duplicate-service.grpc.ts';
import { reporterService } from './follow-up/reporter-service.grpc.ts';
import { reporterSearchService } from './search/reporter-search-service.grpc.ts';
import { domesticViolence } from './domestic-violence/module.ts';
import { retention } from './retention/module.ts';
import { incidentIntakeService } from './reporting/incident-intake-service.grpc.ts';
import { sanctionService } from './sanctions/sanction-service.grpc.ts';
import { caseBook } from './incident/case-book.store.ts';
import { candidateReader } from './duplicates/candidate-rows.store.ts';
import { mergeBook } from './duplicates/merge-book.store.ts';
import { additionBook } from './follow-up/addition-rows.store.ts';
import { reportStandings } from './follow-up/report-standings.store.ts';
import { ownLedger } from './search/own-ledger.adapter.ts';
import { caseFileReader } from './search/case-file-reader.store.ts';
import { incidentReader } from './search/incident-reader.store.ts';
import { reasonDigests, sensitiveReads } from './incident/sensitive-read-rows.store.ts';
import { indexReporters } from './search/index-reporters.store.ts';
import { reporterFinder } from './search/reporter-finder.store.ts';
import { incidentStore } from './reporting/incident-store.store.ts';
import { SEALED_TABLES } from './incident/sealed-tables.store.ts';
import { outcomeBook } from './sanctions/outcome-book.store.ts';
import { outcomeReader } from './sanctions/outcome-reader.store.ts';
import { MIGRATIONS } from './incident/migrations.store.ts';
import { RIGHTS } from './incident/rights.store.ts';
import { routing, storedBeats, storedTerritory } from './routing/module.ts';
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
  const rights = { ...RIGHTS, ...catalogue.rights, ...routing.rights };
  const options = { url, entities: [...(routing.entities ?? [])], migrations, rights };
  return openDatabase(poolSize === undefined ? options : { ...options, poolSize });
}

/** Puts the service together and starts it. */
export async function start(config: Config, logger: Logger, overrides: Overrides = {}): Promise<RunningService> {
  const database = openIntakeDatabase(config.service.databaseUrl, config.service.databasePool);
  const wakeup = createWakeup();
  const keyring = new LiveKeyring(config.keysDir);
  const keepDigest = keptDigest(keyring);
  const incidents = incidentStore(database, keyring, wakeup, overrides.longestQueue ?? LONGEST_QUEUE, keepDigest);
  const territory = storedTerritory(database);
  const beats = storedBeats(database);
  const origin = overrides.origin ?? systemOrigin;
  const policies = storedCatalogue(database, origin, config.catalogue);
  const ports = {
    cases: caseBook(keyring, origin),
    incidents,
    territory,
    beats,
    catalogue: policies,
    reads: sensitiveReads(database, keyring),
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
  const runtime = {
    database,
    unitOfWork: ports.unitOfWork,
    clock: origin,
    writers: new BatchWriters({ database, wakeup, keep: keepDigest }),
  };
  const shared = { ...ports, keyring };
  const parts = [catalogue, routing, lifecycle, domesticViolence, retention].map(
    (each) => each.start?.(shared, runtime) ?? {},
  );
  const rpcs = parts.flatMap((each) => each.rpcs ?? []);
  const subscriptions = parts.flatMap((each) => each.subscriptions ?? []);
  const keys = keepKeys({ database, keyring, tables: SEALED_TABLES, logger });
  const service = await startService(
    {
      name: 'incident-intake',
      domain: 'incidents',
      database,
      wakeup,
      services: [
        ...servedServices(rpcs, runtime),
        incidentIntakeService(ports, ports.incidentReader, ownLedger(database, wakeup), watchSeals(keyring)),
        sanctionService(
          { ...ports, outcomes: outcomeBook(keyring) },
          { ...ports, outcomes: outcomeReader(database, keyring) },
        ),
        duplicateService(ports),
        reporterService(ports),
        reporterSearchService(ports),
        ...keys.services,
      ],
      sensitivity: sensitiveEvents,
      reasonDigests: (readIds) => reasonDigests(database, readIds),
      consumes: subscriptions.map(({ producer, handlers, forget = async () => {}, onApplied }) => ({
        producer,
        address: config.officerRegistry,
        handlers,
        forget,
        ...(onApplied === undefined ? {} : { onApplied }),
        // Reports are accepted even when the registry's events are late: re-routing corrects their officers.
        isNeededFresh: false,
      })),
      jobs: [
        ...parts.flatMap(({ jobs = [] }) => jobs),
        ...keys.jobs,
        { name: 'index-reporters', everyMs: INDEX_EVERY_MS, run: indexReporters(database, keyring, logger) },
      ],
      load: async () => {
        await Promise.all(parts.flatMap(({ load }) => load?.() ?? []));
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
