import { readFileSync } from 'node:fs';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { text } from 'node:stream/consumers';

/** How often a NATS server syncs its store to disk: before each acknowledgement, or every so many milliseconds. */
export type SyncInterval = 'always' | number;

/** The monitoring endpoint of a server, which reports settings that clients cannot see. */
export interface ServerMonitor {
  /** For example "https://nats-0.nats:8222". */
  readonly url: string;
  /** The authority that issued its certificate. */
  readonly caFile: string;
}

const TIMEOUT_MS = 2_000;

/** Asks a server for its `sync_interval`. Throws when it does not answer, or has no JetStream. */
export async function readSyncInterval(monitor: ServerMonitor): Promise<SyncInterval> {
  const { jetstream } = JSON.parse(await get(monitor)) as Varz;
  const config = jetstream?.config;
  if (config?.sync_always === true) return 'always';
  if (typeof config?.sync_interval !== 'number') throw new Error('the server does not report its sync_interval');
  return config.sync_interval / NANOS_PER_MS;
}

const NANOS_PER_MS = 1_000_000;

/** The part of the answer that is read. */
interface Varz {
  readonly jetstream?: { readonly config?: { readonly sync_always?: unknown; readonly sync_interval?: unknown } };
}

async function get({ url, caFile }: ServerMonitor): Promise<string> {
  const target = new URL('/varz', url);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
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
