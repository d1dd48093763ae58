import { readFileSync } from 'node:fs';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { text } from 'node:stream/consumers';

/** How often a broker's server brings its store to the disk: before each acknowledgement, or every so many milliseconds. */
export type SyncInterval = 'always' | number;

/** What a server does that its clients cannot learn: only its monitoring endpoint tells. */
export interface ServerMonitor {
  /** For example "https://nats-0.nats:8222". */
  readonly url: string;
  /** The authority that its certificate is of. */
  readonly caFile: string;
}

const PATIENCE_MS = 2_000;

/** Asks a server for its `sync_interval`. Throws when it does not answer, or has no JetStream. */
export async function readSyncInterval(monitor: ServerMonitor): Promise<SyncInterval> {
  const { jetstream } = JSON.parse(await get(monitor)) as Varz;
  const config = jetstream?.config;
  if (config?.sync_always === true) return 'always';
  if (typeof config?.sync_interval !== 'number') throw new Error('the server does not tell its sync_interval');
  return config.sync_interval / NANOS_PER_MS;
}

const NANOS_PER_MS = 1_000_000;

/** The part of the answer that is of interest. */
interface Varz {
  readonly jetstream?: { readonly config?: { readonly sync_always?: unknown; readonly sync_interval?: unknown } };
}

async function get({ url, caFile }: ServerMonitor): Promise<string> {
  const target = new URL('/varz', url);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked =
      target.protocol === 'https:'
        ? requestOverTls(target, { ca: readFileSync(caFile), signal, agent: false })
        : requestPlain(target, { signal, agent: false });
    asked.once('response', resolve).once('error', reject).end();
  });
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`the monitoring endpoint answers ${response.statusCode}`);
  return body;
}
