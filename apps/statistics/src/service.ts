import { generateKeySync, type KeyObject } from 'node:crypto';
import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { createWakeup } from '@safe-community/ledger';
import {
  consumedServices,
  createRuntime,
  serviceDatabase,
  startModules,
  systemClock,
  type ConsumedService,
  type Module,
  type ModuleParts,
  type RunningService,
} from '@safe-community/service-kit';
import { datedRules } from '@safe-community/service-kit/dated-rules';
import type { Logger } from '@safe-community/telemetry';
import { anomalies } from './anomalies/module.ts';
import { beats } from './beats/module.ts';
import { cameras } from './cameras/module.ts';
import { charts } from './charts/module.ts';
import { comparison } from './comparison/module.ts';
import type { Config } from './config.ts';
import { figures } from './figures/module.ts';
import { guarantee } from './guarantee/module.ts';
import { heard } from './heard/module.ts';
import { incidents } from './incidents/module.ts';
import { officerStates } from './officer-states/module.ts';
import { officialFigures } from './official-figures/module.ts';
import { onTime } from './on-time/module.ts';
import { patrol } from './patrol/module.ts';
import { publication } from './publication/module.ts';
import { scorecard } from './scorecard/module.ts';
import { sources } from './sources/module.ts';
import { territory } from './territory/module.ts';
import { trust } from './trust/module.ts';

/** What modules share. */
interface Shared {
  /** Of the figures of sensitive categories. Derived from the audit key, which is the same in all replicas. */
  readonly roundingKey: KeyObject;
}

const MODULES: readonly Module<Shared>[] = [
  datedRules,
  officerStates,
  beats,
  patrol,
  cameras,
  guarantee,
  trust,
  territory,
  incidents,
  heard,
  sources,
  figures,
  publication,
  officialFigures,
  comparison,
  anomalies,
  onTime,
  scorecard,
  charts,
];

export const openStatisticsDatabase = serviceDatabase(MODULES, { isConsumer: true });

/** Replaceable by tests. */
export interface Overrides {
  readonly clock?: ClockAndIds;
}

export function start(
  config: Config,
  logger: Logger,
  { clock = systemClock }: Overrides = {},
): Promise<RunningService> {
  const { service } = config;
  const database = openStatisticsDatabase(service.databaseUrl, service.databasePool);
  return startModules(
    {
      name: 'statistics',
      domain: 'statistics',
      modules: MODULES,
      database,
      shared: { roundingKey: service.auditKey.derive('rounded-figures') },
      producers: producersOf(config),
      clock,
      logger,
    },
    service,
  );
}

/** What the service consumes, for tests that deliver the events themselves. */
export function consumedBy(database: Database, config: Omit<Config, 'service'>): ConsumedService[] {
  return consumedServices(
    MODULES.map((module) => partsOf(module, database)),
    producersOf(config),
    database.rights,
  );
}

/** The tables that events fill: those of the modules that subscribe. For tests. */
export function tablesFromEvents(database: Database): string[] {
  const subscribing = MODULES.filter((module) => partsOf(module, database).subscriptions !== undefined);
  return subscribing.flatMap(({ rights = {} }) => Object.keys(rights)).toSorted();
}

/** Parts of which only the subscriptions are used. */
function partsOf(module: Module<Shared>, database: Database): ModuleParts {
  const runtime = createRuntime({ installation: 'demonstration', database, wakeup: createWakeup() });
  return module.start?.({ roundingKey: generateKeySync('hmac', { length: 256 }) }, runtime) ?? {};
}

function producersOf({ officerRegistry, incidentIntake, cameraRollout }: Omit<Config, 'service'>) {
  return {
    officers: { address: officerRegistry },
    incidents: { address: incidentIntake },
    cameras: { address: cameraRollout },
  };
}
