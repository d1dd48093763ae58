import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { createWakeup, type Wakeup } from '@safe-community/ledger';
import { LiveKeyring } from '@safe-community/security/encryption';
import {
  readDigests,
  serviceDatabase,
  startModules,
  systemClock,
  type Module,
  type RunningService,
} from '@safe-community/service-kit';
import { datedRules } from '@safe-community/service-kit/dated-rules';
import type { Logger } from '@safe-community/telemetry';
import { accountability } from './accountability/module.ts';
import { assignments } from './assignments/module.ts';
import { beats } from './beats/module.ts';
import type { Config } from './config.ts';
import { incidentLoad } from './incident-load/module.ts';
import { officerChanges } from './officer-changes/module.ts';
import { officerRetention } from './officer-retention/module.ts';
import { officers } from './officers/module.ts';
import { patrolUnits } from './patrol-units/module.ts';
import { recruitment } from './recruitment/module.ts';
import { coverageWatch } from './coverage-changes/module.ts';
import { officerDirectory, responsibility, type Directory } from './responsibility/module.ts';
import { starostaDistrictDefinitions } from './starosta-districts/module.ts';
import { stations } from './stations/module.ts';
import { territory } from './territory/module.ts';
import { trust } from './trust/module.ts';

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly keyring: LiveKeyring;
  readonly clock: ClockAndIds;
  readonly directory: Directory;
}

const MODULES: readonly Module<Shared>[] = [
  datedRules,
  territory,
  starostaDistrictDefinitions,
  incidentLoad,
  patrolUnits,
  beats,
  officers,
  officerChanges,
  officerRetention,
  assignments,
  responsibility,
  coverageWatch,
  stations,
  trust,
  recruitment,
  accountability,
];

export const openRegistryDatabase = serviceDatabase(MODULES, { isConsumer: true });

/** Replaceable by tests. */
export interface Overrides {
  readonly clock?: ClockAndIds;
}

export function start(
  config: Config,
  logger: Logger,
  { clock = systemClock }: Overrides = {},
): Promise<RunningService> {
  const { service, keysDir, incidentIntake } = config;
  const database = openRegistryDatabase(service.databaseUrl, service.databasePool);
  const keyring = new LiveKeyring(keysDir);
  const wakeup = createWakeup();
  const directory = officerDirectory(database, keyring);
  return startModules(
    {
      name: 'officer-registry',
      domain: 'officers',
      modules: MODULES,
      database,
      wakeup,
      shared: { database, wakeup, keyring, clock, directory },
      keyring,
      // The load only sorts lists. The registry must start without intake, because intake starts with the registry.
      producers: { incidents: { address: incidentIntake, isNeededFresh: false, isNeededAtStart: false } },
      reasonDigests: (readIds) => readDigests(database, readIds),
      clock,
      logger,
    },
    service,
  );
}
