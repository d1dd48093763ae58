import { join } from 'node:path';
import type { KubernetesObject } from '../rendered/objects.ts';
import { forward } from './forward.ts';
import { startDatabase } from './postgres.ts';
import type { Secrets } from './secrets.ts';

const DATABASE = 5432;

/** Starts the database where pods reach it. Returns a function that stops it. */
export async function startDatabaseAt(
  address: string,
  objects: readonly KubernetesObject[],
  secrets: Secrets,
  folder: string,
): Promise<() => Promise<void>> {
  const server = await startDatabase(objects, secrets, join(folder, 'postgres'));
  const way = await forward(address, DATABASE, server.port);
  return async () => {
    way.close();
    await server.stop();
  };
}
