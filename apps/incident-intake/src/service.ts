import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { createWakeup, type Wakeup } from '@safe-community/ledger';
import { LiveKeyring, trackingTokens, type TrackingTokens } from '@safe-community/security/encryption';
import {
  encryptedTablesOf,
  serviceDatabase,
  startModules,
  systemClock,
  type Module,
  type RunningService,
} from '@safe-community/service-kit';
import { datedRules } from '@safe-community/service-kit/dated-rules';
import type { Logger } from '@safe-community/telemetry';
import { airRescue } from './air-rescue/module.ts';
import { apiKeys } from './api-keys/module.ts';
import { catalogue, storedCatalogue, type StoredCatalogue } from './catalogue/module.ts';
import type { Config } from './config.ts';
import { domesticViolence } from './domestic-violence/module.ts';
import { duplicates } from './duplicates/module.ts';
import { followUp } from './follow-up/module.ts';
import {
  incident,
  incidentFinder,
  reasonDigests,
  sensitiveReads,
  type IncidentFinder,
  type SensitiveReadReader,
  type SensitiveReads,
} from './incident/module.ts';
import { law, storedTerms, type StoredTerms } from './law/module.ts';
import { lifecycle } from './lifecycle/module.ts';
import { publicForms } from './public-forms/module.ts';
import { publicRequests } from './public-requests/module.ts';
import { reporting } from './reporting/module.ts';
import { retention } from './retention/module.ts';
import { routing, storedBeats, storedTerritory, type Beats, type StoredTerritory } from './routing/module.ts';
import { sanctions } from './sanctions/module.ts';
import { schoolLinks, type SchoolFinder } from './school-links/module.ts';
import { schoolFinder, schools } from './schools/module.ts';
import { search, sensitiveEvents } from './search/module.ts';
import { subscriptions, type MailSettings } from './subscriptions/module.ts';
import { responseTargets, storedTargets, type StoredTargets } from './targets/module.ts';
import { voices } from './voices/module.ts';
import { works } from './works/module.ts';

/** What the modules share. */
interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keyring: LiveKeyring;
  readonly clock: ClockAndIds;
  readonly logger: Logger;
  readonly catalogue: StoredCatalogue;
  readonly terms: StoredTerms;
  readonly catalogueFile?: string;
  readonly territory: StoredTerritory;
  readonly targets: StoredTargets;
  readonly beats: Beats;
  readonly schools: SchoolFinder;
  readonly reads: SensitiveReads & SensitiveReadReader;
  readonly incidentFinder: IncidentFinder;
  readonly tokens: TrackingTokens;
  readonly mail?: MailSettings;
  readonly longestQueue?: number;
}

/** Each module may use those before it. */
const MODULES: readonly Module<Shared>[] = [
  datedRules,
  catalogue,
  law,
  responseTargets,
  incident,
  routing,
  schoolLinks,
  reporting,
  lifecycle,
  sanctions,
  airRescue,
  works,
  schools,
  voices,
  followUp,
  subscriptions,
  duplicates,
  search,
  publicRequests,
  publicForms,
  apiKeys,
  domesticViolence,
  retention,
];

export const openIntakeDatabase = serviceDatabase(MODULES, { isConsumer: true });

/** Every table with data keys. */
export const ENCRYPTED_TABLES = encryptedTablesOf(MODULES);

/** Replaceable by tests. */
export interface Overrides {
  readonly clock?: ClockAndIds;
  /** Reports that may wait for their commit. */
  readonly longestQueue?: number;
}

export function start(
  config: Config,
  logger: Logger,
  { clock = systemClock, longestQueue }: Overrides = {},
): Promise<RunningService> {
  const { service, officerRegistry: address } = config;
  const database = openIntakeDatabase(service.databaseUrl, service.databasePool);
  const keyring = new LiveKeyring(config.keysDir);
  const wakeup = createWakeup();
  const terms = storedTerms(database);
  const shared: Shared = {
    database,
    wakeup,
    keyring,
    clock,
    logger,
    catalogue: storedCatalogue(database, clock, config.catalogue, terms),
    terms,
    territory: storedTerritory(database, clock),
    beats: storedBeats(database, clock),
    schools: schoolFinder(database),
    targets: storedTargets(database),
    reads: sensitiveReads(database, keyring),
    incidentFinder: incidentFinder(database, keyring),
    tokens: trackingTokens(keyring),
    ...(config.catalogueFile === undefined ? {} : { catalogueFile: config.catalogueFile }),
    ...(config.mail === undefined ? {} : { mail: config.mail }),
    ...(longestQueue === undefined ? {} : { longestQueue }),
  };
  return startModules(
    {
      name: 'incident-intake',
      domain: 'incidents',
      modules: MODULES,
      database,
      wakeup,
      shared,
      keyring,
      // Reports are accepted even when the registry's events are late: re-routing corrects their officers.
      producers: { officers: { address, isNeededFresh: false } },
      sensitivity: sensitiveEvents,
      reasonDigests: (readIds) => reasonDigests(database, readIds),
      clock,
      logger,
    },
    service,
  );
}
