import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startNats, type NatsOptions } from '@safe-community/local-stack';
import { testFolder } from './test-folder.ts';
import { testPki } from './test-pki.ts';

/** What `connect` of @nats-io/transport-node takes. */
export interface NatsConnectOptions {
  readonly servers: string;
  readonly tls?: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
}

export interface TestNats {
  readonly port: number;
  readonly url: string;
  /** Where it keeps its streams. */
  readonly storeDir: string;
  readonly connectOptions: NatsConnectOptions;
  /** Where it tells about itself; another one after each restart. */
  readonly monitorUrl: string;
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** Starts it again after stop() or kill(): the same port, the same streams. */
  restart(): Promise<void>;
  /** kill -9, loses every stream, starts again on the same port. */
  wipe(): Promise<void>;
}

interface TestNatsSpec {
  readonly tls?: boolean;
  readonly maxPayload?: number;
  readonly sync?: string;
}

/**
 * A nats-server with JetStream of this test file's own (about 50 ms): streams are named by domain, and files run
 * side by side. With `tls` it requires certificates of testPki(), with `maxPayload` it takes no larger message (bytes), with
 * `sync` it brings its store to the disk so often.
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
