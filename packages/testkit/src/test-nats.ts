import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startNats, type NatsOptions } from '@safe-community/local-stack';
import { testFolder } from './test-folder.ts';
import { testPki } from './test-pki.ts';

/** Options for `connect` of @nats-io/transport-node. */
export interface NatsConnectOptions {
  readonly servers: string;
  readonly tls?: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
}

export interface TestNats {
  readonly port: number;
  readonly url: string;
  /** Folder of its streams. */
  readonly storeDir: string;
  readonly connectOptions: NatsConnectOptions;
  /** Monitoring URL; changes with each restart. */
  readonly monitorUrl: string;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** Restarts it after stop() or kill() with the same port and streams. */
  restart(): Promise<void>;
  /** Kills it, deletes every stream, and restarts it on the same port. */
  wipe(): Promise<void>;
}

interface TestNatsSpec {
  readonly tls?: boolean;
  readonly maxPayload?: number;
  readonly sync?: string;
}

/**
 * A nats-server with JetStream for this test file (about 50 ms to start): streams are named by domain, and files run
 * in parallel. `tls` requires certificates of testPki(), `maxPayload` limits messages (bytes), and
 * `sync` is the interval of fsync.
 */
export async function startTestNats({ tls = false, maxPayload, sync }: TestNatsSpec = {}): Promise<TestNats> {
  const folder = testFolder('nats');
  const storeDir = join(folder, 'store');
  const { caFile, identities } = testPki();
  const options: NatsOptions = {
    storeDir,
    logFile: join(folder, 'nats.log'),
    monitor: true,
    ...(tls && { tls: { caFile, ...identities.nats } }),
    ...(maxPayload !== undefined && { maxPayload }),
    ...(sync !== undefined && { sync }),
  };
  let server = await startNats(options);
  const { port, url } = server;
  const restart = async (): Promise<void> => {
    server = await startNats({ ...options, port });
  };
  return {
    port,
    url,
    storeDir,
    connectOptions: { servers: url, ...(tls && { tls: { caFile, ...identities.client } }) },
    get monitorUrl() {
      return server.monitorUrl ?? '';
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart,
    wipe: async () => {
      await server.kill();
      rmSync(storeDir, { recursive: true });
      await restart();
    },
  };
}
