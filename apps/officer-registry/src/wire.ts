import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { openDatabase, type Database } from '@safe-community/database';
import { keepKeys, KEY_MIGRATIONS } from '@safe-community/service-kit/keys';
import { createUnitOfWork, createWakeup, LEDGER_MIGRATIONS, REQUEST_MIGRATIONS } from '@safe-community/ledger';
import { startService, type RunningService } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { keptDigest, LiveKeyring } from '@safe-community/security/encryption';
import type { Origin } from './app/ports.ts';
import type { Config } from './config.ts';
import { officerRegistryService } from './inbound/grpc/officer-registry-service.ts';
import { keepFresh } from './outbound/memory/keep-fresh.ts';
import { officerDirectory } from './outbound/memory/officer-directory.ts';
import {
  AssignmentEntity,
  OfficerEntity,
  PatrolUnitEntity,
  StateChangeEntity,
  TerritoryUnitEntity,
} from './outbound/postgres/entities.ts';
import { MIGRATIONS } from './outbound/postgres/migrations.ts';
import { RIGHTS } from './outbound/postgres/rights.ts';
import { officerReader } from './outbound/postgres/officer-reader.ts';
import { officerRegister } from './outbound/postgres/officer-register.ts';
import { officerStore } from './outbound/postgres/officer-store.ts';
import { patrolUnitStore } from './outbound/postgres/patrol-unit-store.ts';
import { SEALED_TABLES } from './outbound/postgres/sealed-tables.ts';
import { stateHistory } from './outbound/postgres/state-history.ts';
import { territoryStore } from './outbound/postgres/territory-store.ts';
import { systemOrigin } from './outbound/system-origin.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly origin?: Origin;
}

export function openRegistryDatabase(url: string, poolSize?: number): Database {
  const entities = [OfficerEntity, StateChangeEntity, AssignmentEntity, PatrolUnitEntity, TerritoryUnitEntity];
  const options = {
    url,
    entities,
    migrations: [...MIGRATIONS, ...LEDGER_MIGRATIONS, ...REQUEST_MIGRATIONS, ...AUDIT_MIGRATIONS, ...KEY_MIGRATIONS],
    rights: RIGHTS,
  };
  return openDatabase(poolSize === undefined ? options : { ...options, poolSize });
}

/** Puts the service together and starts it. */
export async function start(config: Config, logger: Logger, overrides: Overrides = {}): Promise<RunningService> {
  const database = openRegistryDatabase(config.service.databaseUrl, config.service.databasePool);
  const wakeup = createWakeup();
  const keyring = new LiveKeyring(config.keysDir);
  const directory = officerDirectory(database, keyring);
  const keepDigest = keptDigest(keyring);
  const register = officerRegister(database, keyring, wakeup, keepDigest);
  const ports = {
    register,
    officers: officerStore(),
    history: stateHistory(keyring),
    patrolUnits: patrolUnitStore(database),
    territory: territoryStore(),
    directory,
    largeHromadas: config.largeHromadas,
    origin: overrides.origin ?? systemOrigin,
    unitOfWork: createUnitOfWork(database, wakeup, keepDigest),
  };
  const keys = keepKeys({
    database,
    keyring,
    tables: SEALED_TABLES,
    onChange: () => directory.rewrap(),
    logger,
  });
  const service = await startService(
    {
      name: 'officer-registry',
      domain: 'officers',
      database,
      wakeup,
      services: [officerRegistryService(ports, officerReader(database, keyring)), ...keys.services],
      consumes: [],
      jobs: keys.jobs,
      load: () => directory.refresh(),
      idle: () => register.idle(),
      logger,
    },
    config.service,
  );
  const refreshing = keepFresh(directory, logger);
  return {
    port: service.port,
    async stop() {
      await refreshing.stop();
      keys.close();
      await service.stop();
    },
  };
}
