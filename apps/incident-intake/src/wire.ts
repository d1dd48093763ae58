import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { CONSUMER_MIGRATIONS, createWakeup, LEDGER_MIGRATIONS, REQUEST_MIGRATIONS } from '@safe-community/ledger';
import { LiveKeyring } from '@safe-community/security/encryption';
import { createRuntime, servedServices, startService, type RunningService } from '@safe-community/service-kit';
import { keepKeys, KEY_MIGRATIONS } from '@safe-community/service-kit/keys';
import type { Logger } from '@safe-community/telemetry';
import { catalogue, storedCatalogue } from './catalogue/module.ts';
import type { Config } from './config.ts';
import { domesticViolence } from './domestic-violence/module.ts';
import { candidateReader } from './duplicates/candidate-rows.store.ts';
import { duplicateService } from './duplicates/duplicate-service.grpc.ts';
import { mergeBook } from './duplicates/merge-book.store.ts';
import { additionBook } from './follow-up/addition-rows.store.ts';
import { reportStandings } from './follow-up/report-standings.store.ts';
import { reporterService } from './follow-up/reporter-service.grpc.ts';
import { caseBook } from './incident/case-book.store.ts';
import { MIGRATIONS } from './incident/migrations.store.ts';
import type { Origin } from './incident/ports.app.ts';
import { RIGHTS } from './incident/rights.store.ts';
import { SEALED_TABLES } from './incident/sealed-tables.store.ts';
import { sensitiveEvents } from './incident/sensitive-events.app.ts';
import { reasonDigests, sensitiveReads } from './incident/sensitive-read-rows.store.ts';
import { systemOrigin } from './incident/system-origin.adapter.ts';
import { lifecycle } from './lifecycle/module.ts';
import { incidentFinder, reporting, trackingTokens } from './reporting/module.ts';
import { retention } from './retention/module.ts';
import { routing, storedBeats, storedTerritory } from './routing/module.ts';
import { outcomeBook } from './sanctions/outcome-book.store.ts';
import { outcomeReader } from './sanctions/outcome-reader.store.ts';
import { sanctionService } from './sanctions/sanction-service.grpc.ts';
import { search } from './search/module.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly origin?: Origin;
  readonly longestQueue?: number;
}

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
  const clock = overrides.origin ?? systemOrigin;
  const runtime = createRuntime({ database, wakeup, keyring, clock });
  const { longestQueue } = overrides;
  const shared = {
    database,
    wakeup,
    keyring,
    logger,
    clock,
    origin: clock,
    territory: storedTerritory(database),
    beats: storedBeats(database),
    catalogue: storedCatalogue(database, clock, config.catalogue),
    reads: sensitiveReads(database, keyring),
    ...(longestQueue === undefined ? {} : { longestQueue }),
  };
  const parts = [catalogue, routing, reporting, lifecycle, search, domesticViolence, retention].map(
    (each) => each.start?.(shared, runtime) ?? {},
  );
  const ports = {
    ...shared,
    cases: caseBook(keyring, clock),
    incidentReader: incidentFinder(database, keyring),
    merges: mergeBook,
    candidates: candidateReader(database, keyring),
    additions: additionBook(keyring),
    standings: reportStandings(database),
    tokens: trackingTokens(keyring),
    unitOfWork: runtime.unitOfWork,
  };
  const keys = keepKeys({ database, keyring, tables: SEALED_TABLES, logger });
  const service = await startService(
    {
      name: 'incident-intake',
      domain: 'incidents',
      database,
      wakeup,
      services: [
        ...servedServices(
          parts.flatMap(({ rpcs = [] }) => rpcs),
          runtime,
        ),
        sanctionService(
          { ...ports, outcomes: outcomeBook(keyring) },
          { ...ports, outcomes: outcomeReader(database, keyring) },
        ),
        duplicateService(ports),
        reporterService(ports),
        ...keys.services,
      ],
      sensitivity: sensitiveEvents,
      reasonDigests: (readIds) => reasonDigests(database, readIds),
      consumes: parts
        .flatMap(({ subscriptions = [] }) => subscriptions)
        .map(({ producer, handlers, forget = async () => {}, onApplied }) => ({
          producer,
          address: config.officerRegistry,
          handlers,
          forget,
          ...(onApplied === undefined ? {} : { onApplied }),
          // Reports are accepted even when the registry's events are late: re-routing corrects their officers.
          isNeededFresh: false,
        })),
      jobs: [...parts.flatMap(({ jobs = [] }) => jobs), ...keys.jobs],
      load: async () => {
        await Promise.all(parts.flatMap(({ load }) => load?.() ?? []));
      },
      idle: () => runtime.writers.idle(),
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
