import { join } from 'node:path';
import { freePort } from './ports.ts';
import type { NatsOptions } from './start-nats.ts';

export interface NatsClusterSpec {
  /** Holds a folder and a log for each server. */
  readonly folder: string;
  /** How many servers; three survive the loss of one. */
  readonly size: number;
  /** Towards clients, and between the servers. */
  readonly tls?: NonNullable<NatsOptions['tls']>;
}

/**
 * What each server of a cluster is started with (`startNats`), and started again: their ports are fixed. JetStream
 * works as soon as most of them run and have chosen a leader.
 */
export async function natsCluster({ folder, size, tls }: NatsClusterSpec): Promise<NatsOptions[]> {
  const ports = await freePorts(2 * size);
  const routePorts = ports.slice(size);
  return ports.slice(0, size).map((port, index) => {
    const serverName = `nats-${index + 1}`;
    return {
      storeDir: join(folder, serverName),
      logFile: join(folder, `${serverName}.log`),
      port,
      ...(tls && { tls }),
      cluster: { serverName, routePort: routePorts[index] ?? 0, routePorts },
    };
  });
}

async function freePorts(howMany: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < howMany) ports.add(await freePort());
  return [...ports];
}
