import { join } from 'node:path';
import { clientCredentials } from '@safe-community/grpc-kit';
import { createDatabase, freePort, makePki, SERVICES, type ServiceName } from '@safe-community/local-stack';
import { environmentOfMigrations, writeFiles, type Surroundings } from './environment.ts';
import { migrateWhole } from './migration.ts';
import { Mails } from './mails.ts';
import { Nats, Postgres } from './servers.ts';
import { ALWAYS_RUN, DATABASE_PASSWORDS, databaseOf } from './service-names.ts';
import { System } from './system.ts';

/** Starts PostgreSQL, NATS, and the services in an empty folder, and waits until they are ready. */
export async function startSystem(folder: string): Promise<System> {
  await writeFiles(folder);
  const pki = await makePki(join(folder, 'pki'));
  const [postgres, nats, mails] = await Promise.all([Postgres.start(folder), Nats.start(folder, pki), Mails.start()]);
  const surroundings: Surroundings = {
    folder,
    pki,
    ports: await forEachService(() => freePort()),
    natsPort: nats.port,
    mailPort: mails.port,
    databaseUrls: await forEachService((service) =>
      createDatabase(postgres.adminUrl, { name: databaseOf(service), passwords: DATABASE_PASSWORDS }),
    ),
  };
  await Promise.all(
    ALWAYS_RUN.map((service) =>
      migrateWhole(service, environmentOfMigrations(surroundings.databaseUrls[service].owner)),
    ),
  );
  const credentials = clientCredentials({ caFile: pki.caFile, ...pki.identities.client });
  const system = new System({ surroundings, postgres, nats, mails, credentials });
  try {
    await system.start();
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

async function forEachService<T>(make: (service: ServiceName) => Promise<T>): Promise<Record<ServiceName, T>> {
  const made = await Promise.all(SERVICES.map(async (service) => [service, await make(service)] as const));
  return Object.fromEntries(made) as Record<ServiceName, T>;
}
