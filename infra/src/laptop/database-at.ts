import { join } from 'node:path';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import type { KubernetesObject } from '../rendered/objects.ts';
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

/** Forwards `host:port` to a port of 127.0.0.1, which pods cannot reach. */
async function forward(host: string, port: number, to: number): Promise<Server> {
  const server = createServer((client) => {
    const target = connect(to, '127.0.0.1');
    client.pipe(target).pipe(client);
    client.on('error', () => target.destroy());
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
