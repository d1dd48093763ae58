import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess } from '@safe-community/local-stack';
import type { System } from './system.ts';

/** A second incident-intake of the same system. */
export interface IntakeReplica {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts it next to the system's own replica, which continues to publish for both.
 * @param name name of its log.
 * @param more additional settings.
 */
export async function startIntakeReplica(
  { home, serverTls, intakeDatabaseUrl, addresses, natsPort }: System,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Promise<IntakeReplica> {
  const port = await freePort();
  const running = await startProcess({
    name: `a replica of incident-intake, ${name}`,
    command: process.execPath,
    args: [
      '--max-semi-space-size=16',
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
      CALLERS_FILE: join(home, 'callers.json'),
      AUDIT_KEY_FILE: join(home, 'keys', 'audit', 'incident-intake.pem'),
      KEYS_DIR: join(home, 'keys', 'incident-intake'),
      OFFICER_REGISTRY_ADDRESS: addresses.officerRegistry,
      LOG_LEVEL: 'warn',
      ...more,
    },
    logFile: join(home, `${name}.log`),
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
