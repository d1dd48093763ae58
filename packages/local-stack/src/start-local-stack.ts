import { join } from 'node:path';
import { lockStateDir } from './lock-state-dir.ts';
import { makePki } from './make-pki.ts';
import type { Pki } from './pki-files.ts';
import { startNats, type NatsServer } from './start-nats.ts';
import { startPostgres, type PostgresServer } from './start-postgres.ts';
import type { StateRoot } from './state-root.ts';

export interface LocalStackOptions {
  readonly postgresPort?: number;
  readonly natsPort?: number;
  /** When NATS syncs its streams to the disk: "always", or the interval ("10s"). Default: the server's own. */
  readonly natsSync?: string;
  /** Where the run will be reachable, for a second run in the same folder. */
  readonly serves?: string;
  /** Runs once the folder is ours, before anything starts. */
  readonly whenLocked?: () => Promise<void>;
  /** Ends the start when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface LocalStack {
  readonly pki: Pki;
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  /** Stops both servers and releases the state folder. Stop their clients first. */
  stop(): Promise<void>;
}

/**
 * Starts everything that the services need on this machine, with its state in `root`: certificates, PostgreSQL
 * (durable) and NATS (TLS, client certificates required). Ports default to free ones.
 * @throws LocalStackError, or the reason of the signal; then nothing is left running.
 */
export async function startLocalStack(root: StateRoot, options: LocalStackOptions = {}): Promise<LocalStack> {
  const lock = await lockStateDir(root.dir, options.serves);
  try {
    await options.whenLocked?.();
    const pki = await makePki(root.pki);
    const { postgres, nats } = await startServers(root, pki, options);
    const stop = async (): Promise<void> => {
      await Promise.all([postgres.stop(), nats.stop()]);
      await lock.release();
    };
    return { pki, postgres, nats, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startServers(
  root: StateRoot,
  pki: Pki,
  options: LocalStackOptions,
): Promise<Pick<LocalStack, 'postgres' | 'nats'>> {
  const { postgresPort, natsPort, natsSync, signal } = options;
  const results = await Promise.allSettled([
    startPostgres({
      dataDir: root.postgres,
      logFile: join(root.logs, 'postgres.log'),
      ...(postgresPort !== undefined && { port: postgresPort }),
      ...(signal && { signal }),
    }),
    startNats({
      storeDir: root.nats,
      logFile: join(root.logs, 'nats.log'),
      tls: { caFile: pki.caFile, ...pki.identities.nats },
      monitor: true,
      ...(natsPort !== undefined && { port: natsPort }),
      ...(natsSync !== undefined && { sync: natsSync }),
      ...(signal && { signal }),
    }),
  ]);
  const [postgres, nats] = results;
  if (postgres.status === 'fulfilled' && nats.status === 'fulfilled')
    return { postgres: postgres.value, nats: nats.value };
  for (const result of results) if (result.status === 'fulfilled') await result.value.stop();
  throw results.find((result) => result.status === 'rejected')?.reason;
}
