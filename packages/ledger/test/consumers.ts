import { generateKeySync } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import type { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { isTransient, prepared, rows, type Step } from '@safe-community/database';
import { ensureStream, incidentReported, LOCAL_STREAM_POLICY, toHeaders, type Envelope } from '@safe-community/events';
import { unavailable } from '@safe-community/domain-kit';
import { clientCredentials, startServer } from '@safe-community/grpc-kit';
import { testCaller, testPki } from '@safe-community/testkit';
import { provide } from '@safe-community/service-kit';
import { LEDGER_RPCS, ledgerSource, serveOperations } from '@safe-community/service-kit/operations';
import { onTestFinished } from 'vitest';
import {
  on,
  startConsumer,
  type Consumer,
  type Received,
  type LedgerSource,
  type Sensitivity,
  type Skipping,
} from '../src/index.ts';
import type { ConsumerOptions } from '../src/consumer/consumer-options.ts';
import { headOf, readEvents } from '../src/outbox/stored-event.ts';
import { silent, type Ledger } from './ground.ts';

/** The caller in these tests. */
export const CALLERS = new Map(
  ['client', 'statistics'].map((name) => [name, testCaller(name, ['ledger.read'], 'ordinary')]),
);

/** Serves the ledger for the rest of the test, on a free port. */
export async function serveLedger(
  { database }: Ledger,
  sensitivity?: Sensitivity,
  skipping?: Skipping,
): Promise<{ port: number; drain(graceMs: number): Promise<void> }> {
  const { caFile, identities } = testPki();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities['incident-intake'] },
    callers: CALLERS,
    services: serveOperations(
      provide(
        { producer: 'incidents', sensitivity, logger: silent, ...(skipping === undefined ? {} : { skipping }) },
        LEDGER_RPCS,
      ),
      'demonstration',
      database,
      generateKeySync('hmac', { length: 256 }),
    ),
    logger: silent,
    faultOf: (error) => (isTransient(error) ? unavailable('the database does not answer') : undefined),
  });
  onTestFinished(() => server.drain(100));
  return server;
}

export function sourceAt(port: number): LedgerSource {
  const { caFile, identities } = testPki();
  const source = ledgerSource(`localhost:${port}`, clientCredentials({ caFile, ...identities.statistics }));
  onTestFinished(() => source.close());
  return source;
}

/** For tests in which no event may be missing. */
const noSource: LedgerSource = {
  read: () => {
    throw new Error('nothing should have been missing');
  },
  head: () => Promise.reject(new Error('nothing should have been missing')),
  close: () => undefined,
};

/** Counts each incident as often as it is received; an incident called "poison" cannot be counted. */
const counting = on(incidentReported, (received) => {
  if (received.some(({ message }) => message.incidentId.startsWith('poison'))) throw new TypeError('poison');
  return [countIncidents(received)];
});

/** Counts each of them, once more if it is counted already. */
export function countIncidents(received: readonly Received<IncidentReported>[]): Step {
  return {
    statement: COUNT,
    values: [received.map(({ message }) => message.incidentId), received.map(({ envelope }) => envelope.position)],
  };
}

const COUNT = prepared('insert into counted select * from unnest($1::text[], $2::bigint[])');

/** Consumes incidents until the end of the test and counts them in the database of `listener`. */
export function listen(
  listener: Pick<Ledger, 'database'>,
  nc: NatsConnection | Promise<NatsConnection>,
  more: Partial<ConsumerOptions> = {},
): Consumer {
  const consumer = startConsumer({
    installation: 'demonstration',
    database: listener.database,
    broker: Promise.resolve(nc),
    consumer: 'statistics',
    producer: 'incidents',
    handlers: [counting],
    effects: { forget: async (em) => void (await rows(em, 'delete from counted')) },
    source: noSource,
    logger: silent,
    ...more,
  });
  onTestFinished(() => consumer.stop());
  return consumer;
}

/** The counted incidents, in counting order. */
export async function countedBy(ledger: Pick<Ledger, 'database'>): Promise<string[]> {
  return (await counted(ledger)).map((row) => row.incident_id);
}

/** The positions of the counted incidents, in counting order. */
export async function positionsCountedBy(ledger: Pick<Ledger, 'database'>): Promise<number[]> {
  return (await counted(ledger)).map(({ position }) => Number(position));
}

/** By transaction: sessions fill pages of their own, so that the place in the table alone says less. */
function counted({ database }: Pick<Ledger, 'database'>): Promise<{ incident_id: string; position: string }[]> {
  return rows(database.em.fork(), 'select incident_id, position from counted order by xmin::text::bigint, ctid');
}

export async function deadLettersOf({
  database,
}: Pick<Ledger, 'database'>): Promise<{ position: string; reason: string }[]> {
  return rows(database.em.fork(), 'select position, reason from dead_letter order by position');
}

/** More than any test commits. */
const ALL = 1_000_000;

/** All committed events, as the relay would publish them. */
export async function committedBy({ database }: Ledger): Promise<Envelope[]> {
  const em = database.em.fork();
  const { epoch } = await headOf(em, 0);
  return readEvents(em, { producer: 'incidents', epoch, partition: 0, from: 1n }, ALL);
}

/** Publishes events to the stream as given: in this order, with repeats. Creates the stream if necessary. */
export async function publishJustSo(nc: NatsConnection, events: readonly Envelope[]): Promise<void> {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const js = jetstream(nc);
  for (const event of events) {
    const carried = headers();
    for (const [name, value] of Object.entries(toHeaders(event))) carried.set(name, value);
    await js.publish(event.subject, event.body, { headers: carried });
  }
}

export async function deleteStream(nc: NatsConnection): Promise<void> {
  await (await jetstreamManager(nc, { checkAPI: false, timeout: 500 })).streams.delete('INCIDENTS');
}

/** As `deleteStream`, but also succeeds without a stream. */
export async function forgetStream(nc: NatsConnection): Promise<void> {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  await deleteStream(nc);
}
