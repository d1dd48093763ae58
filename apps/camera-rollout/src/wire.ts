import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { clientCredentials } from '@safe-community/grpc-kit';
import { startService, type RunningService } from '@safe-community/service-kit';
import {
  CONSUMER_MIGRATIONS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  recall,
  REQUEST_MIGRATIONS,
  type RequestKey,
} from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import type { Origin } from './app/ports.ts';
import type { Config } from './config.ts';
import { onOfficerRegistered } from './inbound/events/on-officer-registered.ts';
import { onOfficerStateChanged } from './inbound/events/on-officer-state-changed.ts';
import { onPatrolUnitRegistered } from './inbound/events/on-patrol-unit-registered.ts';
import { cameraRolloutService } from './inbound/grpc/camera-rollout-service.ts';
import { officerRegistry } from './outbound/grpc/officer-registry.ts';
import { cameraStore } from './outbound/postgres/camera-store.ts';
import { coverageReader } from './outbound/postgres/coverage-reader.ts';
import { CameraEntity } from './outbound/postgres/entities.ts';
import { MIGRATIONS } from './outbound/postgres/migrations.ts';
import { RIGHTS } from './outbound/postgres/rights.ts';
import { forgetOfficers } from './outbound/postgres/forget-officers.ts';
import { strengthBook } from './outbound/postgres/strength-book.ts';
import { systemOrigin } from './outbound/system-origin.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly origin?: Origin;
}

export function openRolloutDatabase(url: string, poolSize?: number): Database {
  const migrations = [
    ...MIGRATIONS,
    ...LEDGER_MIGRATIONS,
    ...REQUEST_MIGRATIONS,
    ...CONSUMER_MIGRATIONS,
    ...AUDIT_MIGRATIONS,
  ];
  const options = { url, entities: [CameraEntity], migrations, rights: RIGHTS };
  return openDatabase(poolSize === undefined ? options : { ...options, poolSize });
}

/** Puts the service together and starts it. */
export async function start(config: Config, logger: Logger, overrides: Overrides = {}): Promise<RunningService> {
  const database = openRolloutDatabase(config.service.databaseUrl, config.service.databasePool);
  const wakeup = createWakeup();
  const registry = officerRegistry(
    config.officerRegistry,
    clientCredentials(config.service.tls),
    config.registryDeadlineMs,
  );
  const ports = {
    unitOfWork: createUnitOfWork(database, wakeup),
    cameras: cameraStore,
    strength: strengthBook,
    registry,
    firstAnswer: (key: RequestKey) => recall(database.em.fork(), key),
    origin: overrides.origin ?? systemOrigin,
  };
  const service = await startService(
    {
      name: 'camera-rollout',
      domain: 'cameras',
      database,
      wakeup,
      services: [cameraRolloutService(ports, coverageReader(database))],
      consumes: [
        {
          producer: 'officers',
          address: config.officerRegistry,
          handlers: [
            onPatrolUnitRegistered(strengthBook),
            onOfficerRegistered(strengthBook),
            onOfficerStateChanged(strengthBook),
          ],
          forget: forgetOfficers,
        },
      ],
      logger,
    },
    config.service,
  );
  return {
    port: service.port,
    async stop() {
      await service.stop();
      registry.close();
    },
  };
}
