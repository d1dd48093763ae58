import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { clientCredentials } from '@safe-community/grpc-kit';
import { CONSUMER_TABLES, createWakeup, LEDGER_TABLES, REQUEST_TABLES, type Wakeup } from '@safe-community/ledger';
import { serviceDatabase, startModules, type Module, type RunningService } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { CAMERA_TABLES, cameras } from './cameras/module.ts';
import type { Config } from './config.ts';
import { coverage } from './coverage/module.ts';
import { faults } from './faults/module.ts';
import { returns } from './returns/module.ts';
import { officerRegistry, strength, STRENGTH_TABLES, type OfficerRegistry } from './strength/module.ts';
import { waves } from './waves/module.ts';

interface Shared {
  readonly registry: OfficerRegistry;
  readonly database: Database;
  readonly wakeup: Wakeup;
}

const MODULES: readonly Module<Shared>[] = [
  {
    name: 'first-tables',
    migrations: [
      defineMigration('2026-11-24-first', [
        ...LEDGER_TABLES,
        ...REQUEST_TABLES,
        ...CONSUMER_TABLES,
        ...STRENGTH_TABLES,
        ...CAMERA_TABLES,
      ]),
    ],
  },
  strength,
  coverage,
  waves,
  cameras,
  returns,
  faults,
];

export const openRolloutDatabase = serviceDatabase(MODULES, { isConsumer: true });

/** Replaceable by tests. */
export interface Overrides {
  readonly clock?: ClockAndIds;
}

export function start(config: Config, logger: Logger, { clock }: Overrides = {}): Promise<RunningService> {
  const { service, officerRegistry: address, registryDeadlineMs } = config;
  const registry = officerRegistry(address, clientCredentials(service.tls), registryDeadlineMs);
  const database = openRolloutDatabase(service.databaseUrl, service.databasePool);
  const wakeup = createWakeup();
  return startModules(
    {
      name: 'camera-rollout',
      domain: 'cameras',
      modules: MODULES,
      database,
      wakeup,
      shared: { registry, database, wakeup },
      producers: { officers: { address } },
      logger,
      ...(clock === undefined ? {} : { clock }),
      release: () => registry.close(),
    },
    service,
  );
}
