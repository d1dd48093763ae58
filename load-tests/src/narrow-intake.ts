import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess } from '@safe-community/local-stack';
import { writeAccessFiles } from '@safe-community/testkit/access-files';
import type { System } from './system.ts';

/** One more incident-intake of the same system. */
interface NarrowIntake {
  readonly address: string;
  stop(): Promise<void>;
}

/** A replica at which the client sees ordinary incidents only: at the system's own it holds them all. */
export async function startNarrowIntake({
  home,
  serverTls,
  intakeDatabaseUrl,
  addresses,
  natsPort,
}: System): Promise<NarrowIntake> {
  const port = await freePort();
  const narrow = join(home, 'narrow');
  mkdirSync(narrow, { recursive: true, mode: 0o700 });
  const running = await startProcess({
    name: 'a replica of incident-intake',
    command: process.execPath,
    args: [fileURLToPath(new URL('../../apps/incident-intake/src/main.ts', import.meta.url))],
    env: {
      PATH: process.env['PATH'],
      GRPC_HOST: '127.0.0.1',
      GRPC_PORT: String(port),
      DATABASE_URL: intakeDatabaseUrl,
      NATS_SERVERS: `localhost:${natsPort}`,
      TLS_CA_FILE: serverTls.caFile,
      TLS_CERT_FILE: serverTls.certFile,
      TLS_KEY_FILE: serverTls.keyFile,
      ...writeAccessFiles(narrow, { client: { scopes: ['incidents.read'], categories: 'ordinary' } }),
      AUDIT_KEY_FILE: join(home, 'keys', 'audit', 'incident-intake.pem'),
      KEYS_DIR: join(home, 'keys', 'incident-intake'),
      OFFICER_REGISTRY_ADDRESS: addresses.officerRegistry,
      LOG_LEVEL: 'warn',
    },
    logFile: join(home, 'narrow.log'),
    readyWhen: () => accepts(port),
    readyWithinMs: 60_000,
    stopWithinMs: 40_000,
  });
  return { address: `localhost:${port}`, stop: () => running.stop() };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
