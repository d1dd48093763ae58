import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { keptPassword } from '@safe-community/security/private-file';
import type { ServerUser } from './bind-to-parent.ts';
import { HERE, initCluster, majorVersion } from './init-cluster.ts';
import { LocalStackError } from './local-stack-error.ts';
import { freePort, requireFreePorts } from './ports.ts';
import { postgresSettings } from './postgres-settings.ts';
import { reachablePostgres } from './reachable-postgres.ts';
import { serverUser } from './server-user.ts';
import { clearStalePostgres } from './stale-postgres.ts';
import { startProcess, type RunningProcess } from './start-process.ts';

export interface PostgresOptions {
  /** Contains the cluster and the superuser's password; created if missing. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  readonly logFile: string;
  /** Default true. False (for tests) disables fsync: faster, but a power failure loses the data. */
  readonly durable?: boolean;
  /** Ends the start when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface PostgresServer extends RunningProcess {
  readonly port: number;
  /** postgres://postgres:<password>@127.0.0.1:<port>/postgres */
  readonly adminUrl: string;
}

/**
 * Starts PostgreSQL on 127.0.0.1 (no socket file, passwords by SCRAM) and waits until it answers. The first start
 * creates the cluster. As root, it runs the server as nobody. The server stops when this process ends, for whatever
 * reason.
 * @throws LocalStackError if the port is taken, there are no binaries, the data is of another major version, the disk
 * is full, or the server exits.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { logFile, durable = true, signal } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'cluster');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await clearStalePostgres(cluster);
  if (options.port !== undefined) await requireFreePorts({ SAFE_COMMUNITY_POSTGRES_PORT: options.port });

  const user = serverUser();
  const binaries = reachablePostgres(user);
  const password = keptPassword(join(dataDir, 'password'));
  await initCluster(cluster, { binaries, user, password, logFile, durable, signal });
  await requireSameMajor(cluster, binaries);

  const port = options.port ?? (await freePort());
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const server = await run({ binaries, cluster, user, port, durable, logFile, adminUrl, signal });
  return { ...server, port, adminUrl };
}

interface Run {
  readonly binaries: string;
  readonly cluster: string;
  readonly user: ServerUser | undefined;
  readonly port: number;
  readonly durable: boolean;
  readonly logFile: string;
  readonly adminUrl: string;
  readonly signal: AbortSignal | undefined;
}

function run({ binaries, cluster, user, port, durable, logFile, adminUrl, signal }: Run): Promise<RunningProcess> {
  return startProcess({
    name: 'PostgreSQL',
    command: join(binaries, 'bin/postgres'),
    args: ['-D', HERE, ...postgresSettings(port, durable)],
    cwd: cluster,
    env: { PATH: process.env['PATH'] },
    ...(user && { user }),
    ...(signal && { signal }),
    logFile,
    // SIGTERM would wait for every client to disconnect; SIGINT ends their sessions and writes a checkpoint.
    stopSignal: 'SIGINT',
    readyWhen: () => answers(adminUrl),
  });
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isNotYetUp(error)) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** Nothing listens yet, the server is starting up (57P03), or it closed the connection during start-up. */
function isNotYetUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03';
}

async function requireSameMajor(cluster: string, binaries: string): Promise<void> {
  const file = join(cluster, 'PG_VERSION');
  const made = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  const ours = await majorVersion(binaries);
  if (made === ours) return;
  throw new LocalStackError(
    `The data in ${cluster} is of PostgreSQL ${made ?? '(unknown)'}, the server is ${ours}: ` +
      'dump it with the old version and load it with the new one, or start with another state folder (SAFE_COMMUNITY_HOME).',
  );
}
