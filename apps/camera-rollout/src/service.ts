import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { clientCredentials } from '@safe-community/grpc-kit';
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
import { cameras, type CameraNeeds } from './cameras/module.ts';
import { compliance } from './compliance/module.ts';
import type { Config } from './config.ts';
import { coverage } from './coverage/module.ts';
import { custody, type KnownRecordings } from './custody/module.ts';
import { evidence, type Verification } from './evidence/module.ts';
import { deadlines } from './deadlines/module.ts';
import { footageRequests } from './footage-requests/module.ts';
import { faults, findRecallOf } from './faults/module.ts';
import { recordingImports } from './recording-imports/module.ts';
import { clearNotHeld, LINKED_INCIDENTS, recordings, type RecordingExpiry } from './recordings/module.ts';
import { incidents } from './incidents/module.ts';
import { retained, retention } from './retention/module.ts';
import { returns } from './returns/module.ts';
import { officerRegistry, strength } from './strength/module.ts';
import { isDelivery, refuseDelivery, waves } from './waves/module.ts';

interface Shared extends CameraNeeds {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly keyring: LiveKeyring;
  readonly wakeup: Wakeup;
  readonly verification: Verification | undefined;
  readonly gatherIncidentsMs: number | undefined;
  readonly retained: KnownRecordings & RecordingExpiry;
  readonly clearNotHeld: typeof clearNotHeld;
  readonly linkedIncidents: typeof LINKED_INCIDENTS;
  readonly logger: Logger;
}

const MODULES: readonly Module<Shared>[] = [
  strength,
  coverage,
  waves,
  cameras,
  returns,
  faults,
  incidents,
  datedRules,
  custody,
  recordings,
  recordingImports,
  evidence,
  deadlines,
  footageRequests,
  compliance,
  retention,
];

export const openRolloutDatabase = serviceDatabase(MODULES, { isConsumer: true });

/** Replaceable by tests. */
export interface Overrides {
  readonly clock?: ClockAndIds;
  readonly gatherIncidentsMs?: number;
}

export function start(
  config: Config,
  logger: Logger,
  { clock = systemClock, gatherIncidentsMs }: Overrides = {},
): Promise<RunningService> {
  const { service, officerRegistry: address, incidentIntake, registryDeadlineMs, keysDir, verification } = config;
  const database = openRolloutDatabase(service.databaseUrl, service.databasePool);
  const keyring = new LiveKeyring(keysDir);
  const registry = officerRegistry(address, clientCredentials(service.tls), registryDeadlineMs);
  const wakeup = createWakeup();
  return startModules(
    {
      name: 'camera-rollout',
      domain: 'cameras',
      modules: MODULES,
      database,
      wakeup,
      shared: {
        database,
        wakeup,
        clock,
        keyring,
        registry,
        verification,
        gatherIncidentsMs,
        retained,
        clearNotHeld,
        isDelivery,
        refuseDelivery,
        findRecallOf,
        linkedIncidents: LINKED_INCIDENTS,
        logger,
      },
      keyring,
      reasonDigests: (readIds) => readDigests(database, readIds),
      clock,
      producers: {
        officers: { address },
        // Only proposals of links depend on it.
        incidents: { address: incidentIntake, isNeededFresh: false, isNeededAtStart: false },
      },
      logger,
      release: () => registry.close(),
    },
    service,
  );
}
