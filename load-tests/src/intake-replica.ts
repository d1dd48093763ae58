import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess } from '@safe-community/local-stack';
import type { System } from './system.ts';

/** One more incident-intake of the same system. */
export interface IntakeReplica {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * @param name of its folder in the system's.
 * @param access writes who may call and what, and tells where; absent: who may at the system's own.
 */
export async function startIntakeReplica(
  { home, serverTls, intakeDatabaseUrl, addresses, natsPort }: System,
  name: string,
  access: (folder: string) => Readonly<Record<string, string>> = () => ({ CALLERS_FILE: join(home, 'callers.json') }),
): Promise<IntakeReplica> {
  const port = await freePort();
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = await startProcess({
    name: 'a replica of incident-intake',
    command: process.execPath,
    args: [
      '--max-semi-space-size=64',
      fileURLToPath(new URL('../../apps/incident-intake/src/main.ts', import.meta.url)),
    ],
    env: {
      PATH: process.env['PATH'],
      GRPC_HOST: '127.0.0.1',
      GRPC_PORT: String(port),
      DATABASE_URL: intakeDatabaseUrl,
      NATS_SERVERS: `localhost:${natsPort}`,
      TLS_CA_FILE: serverTls.caFile,
      TLS_CERT_FILE: serverTls.certFile,
      TLS_KEY_FILE: serverTls.keyFile,
      ...access(folder),
      AUDIT_KEY_FILE: join(home, 'keys', 'audit', 'incident-intake.pem'),
      KEYS_DIR: join(home, 'keys', 'incident-intake'),
      OFFICER_REGISTRY_ADDRESS: addresses.officerRegistry,
      LOG_LEVEL: 'warn',
    },
    logFile: join(folder, 'service.log'),
    readyWhen: () => accepts(port),
    readyWithinMs: 60_000,
    stopWithinMs: 40_000,
  });
  return { address: `localhost:${port}`, pid: running.pid, stop: () => running.stop() };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
