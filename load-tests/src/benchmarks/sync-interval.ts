import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { connectBroker, ensureStream, LOCAL_STREAM_POLICY } from '@safe-community/events';
import { startNats } from '@safe-community/local-stack';
import { keepInFlight, median, middleOf, type Measured } from '../frame/in-flight.ts';

const ROUNDS = 5;
const SECONDS = 2;
/** Publishes in flight: one; a few; as many as a relay has. */
const IN_FLIGHT = [1, 64, 500];
/** About the size of the event of a report. */
const BYTES = 400;
const SUBJECT = 'safecommunity.incidents.v1.incident-reported.UA05.UA05020030000031457';

interface SyncRow {
  readonly inFlight: number;
  /** Acknowledged publishes per second with the default sync_interval of two minutes. */
  readonly usual: Measured;
  /** Same, with `sync_interval: always`. */
  readonly always: Measured;
  /** Median over the rounds of default ÷ always, publishes per second. */
  readonly ratio: number;
}

export interface SyncCosts {
  /** Synced page writes per second of this disk. */
  readonly syncsPerSecond: number;
  readonly rows: readonly SyncRow[];
}

/** Cost of syncing each message to disk before its acknowledgement, alternating with the default. */
export async function syncInterval(): Promise<SyncCosts> {
  const home = mkdtempSync(join(tmpdir(), 'safe-community-sync-'));
  const [usual, always] = [await startBroker(join(home, 'usual')), await startBroker(join(home, 'always'), 'always')];
  try {
    const rows: SyncRow[] = [];
    for (const inFlight of IN_FLIGHT) rows.push(await measure(inFlight, usual, always));
    return { syncsPerSecond: measureDisk(join(home, 'page')), rows };
  } finally {
    await Promise.all([usual.stop(), always.stop()]);
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(inFlight: number, usual: Broker, always: Broker): Promise<SyncRow> {
  const rounds: { usual: Measured; always: Measured }[] = [];
  await keepInFlight(inFlight, 1, usual.publish);
  await keepInFlight(inFlight, 1, always.publish);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      usual: await keepInFlight(inFlight, SECONDS, usual.publish),
      always: await keepInFlight(inFlight, SECONDS, always.publish),
    });
  }
  return {
    inFlight,
    usual: middleOf(rounds.map((round) => round.usual)),
    always: middleOf(rounds.map((round) => round.always)),
    ratio: median(rounds.map((round) => round.usual.perSecond / round.always.perSecond)),
  };
}

interface Broker {
  readonly publish: () => Promise<unknown>;
  stop(): Promise<void>;
}

async function startBroker(folder: string, sync?: string): Promise<Broker> {
  const options = { storeDir: folder, logFile: `${folder}.log` };
  const server = await startNats(sync === undefined ? options : { ...options, sync });
  const nc = await connectBroker({ servers: [`127.0.0.1:${server.port}`], name: 'bench' });
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const js = jetstream(nc, { timeout: 10_000 });
  const body = new Uint8Array(BYTES).fill(7);
  let sent = 0;
  return {
    publish() {
      sent += 1;
      const carried = headers();
      carried.set('ce-type', 'safecommunity.incidents.v1.incident-reported');
      carried.set('sc-position', String(sent));
      return js.publish(SUBJECT, body, { headers: carried, msgID: `incidents.bench.0.${sent}` });
    },
    async stop() {
      await nc.close();
      await server.stop();
    },
  };
}

function measureDisk(file: string): number {
  const page = Buffer.alloc(4_096, 7);
  const descriptor = openSync(file, 'w');
  const began = performance.now();
  let count = 0;
  while (performance.now() < began + SECONDS * 1_000) {
    writeSync(descriptor, page);
    fdatasyncSync(descriptor);
    count += 1;
  }
  const perSecond = count / ((performance.now() - began) / 1_000);
  closeSync(descriptor);
  return perSecond;
}
