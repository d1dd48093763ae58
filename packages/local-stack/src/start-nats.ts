import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import { findNatsServer, HOW_TO_GET_NATS } from './find-nats-server.ts';
import { LocalStackError } from './local-stack-error.ts';
import { natsConfig, type NatsConfig } from './nats-config.ts';
import { requireFreePorts } from './ports.ts';
import { startProcess, type RunningProcess } from './start-process.ts';

export interface NatsOptions extends Pick<NatsConfig, 'tls' | 'cluster' | 'sync' | 'monitor' | 'maxPayload'> {
  /** Contains the streams and the configuration file; created if missing. */
  readonly storeDir: string;
  /** Default: any free port. */
  readonly port?: number;
  readonly logFile: string;
  /** Ends the start when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface NatsServer extends RunningProcess {
  readonly port: number;
  /** nats://127.0.0.1:<port>, or tls://… */
  readonly url: string;
  /** https://localhost:<port>, or http://…: the monitoring endpoint; undefined unless `monitor` is set. */
  readonly monitorUrl: string | undefined;
}

/**
 * Starts a nats-server with JetStream on files, on 127.0.0.1 only, and waits until it accepts clients. It stops when
 * this process ends, for whatever reason.
 * @throws LocalStackError if there is no nats-server, the port is taken, or the server exits.
 */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const storeDir = resolve(options.storeDir);
  const command = requireNatsServer();
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  removePortsFiles(storeDir);
  if (options.port !== undefined) await requireFreePorts({ SAFE_COMMUNITY_NATS_PORT: options.port });
  const config = join(storeDir, 'nats.conf');
  writePrivateFile(config, natsConfig({ ...options, storeDir, port: options.port ?? -1 }));
  let addresses: Addresses | undefined;
  const server = await startProcess({
    name: 'NATS',
    command,
    args: ['--config', config],
    logFile: options.logFile,
    ...(options.signal && { signal: options.signal }),
    readyWhen: (pid) => (addresses = addressesOf(storeDir, pid)) !== undefined,
  });
  if (addresses === undefined) throw new LocalStackError('NATS did not report its port.');
  const { port, monitorPort } = addresses;
  const [clients, monitor] = options.tls ? ['tls', 'https'] : ['nats', 'http'];
  return {
    ...server,
    port,
    url: `${clients}://127.0.0.1:${port}`,
    monitorUrl: monitorPort === undefined ? undefined : `${monitor}://localhost:${monitorPort}`,
  };
}

function requireNatsServer(): string {
  const found = findNatsServer();
  if (found === undefined) throw new LocalStackError(`nats-server was not found.\n${HOW_TO_GET_NATS}`);
  return found;
}

interface Addresses {
  readonly port: number;
  readonly monitorPort: number | undefined;
}

/** Once it listens, the server writes its addresses to a file <program>_<process>.ports; undefined before. */
function addressesOf(storeDir: string, pid: number): Addresses | undefined {
  const file = readdirSync(storeDir).find((name) => name.endsWith(`_${pid}.ports`));
  const content = file ? readFileSync(join(storeDir, file), 'utf8') : '';
  if (content === '') return undefined;
  const { nats, monitoring } = JSON.parse(content) as { nats: string[]; monitoring?: string[] };
  return {
    port: portOf(nats[0] ?? ''),
    monitorPort: monitoring?.[0] === undefined ? undefined : portOf(monitoring[0]),
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** A killed server leaves its file behind. */
function removePortsFiles(storeDir: string): void {
  for (const file of readdirSync(storeDir)) if (file.endsWith('.ports')) rmSync(join(storeDir, file));
}
