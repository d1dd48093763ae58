import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { defineMigration, migrate, openDatabase, rows, type Database } from '@safe-community/database';
import { connectBroker, incidentReported, LOCAL_STREAM_POLICY, type NewEvent } from '@safe-community/events';
import { createLogger, type Logger } from '@safe-community/telemetry';
import { createTestDatabase, type TestDatabase, type TestNats } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import {
  CONSUMER_MIGRATIONS,
  CONSUMER_RIGHTS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  LEDGER_RIGHTS,
  REQUEST_MIGRATIONS,
  REQUEST_RIGHTS,
  startRelay,
  type Running,
  type UnitOfWork,
  type Wakeup,
} from '../src/index.ts';
import { testKey } from './test-key.ts';
import { written } from './written.ts';

// `counted` accepts the same incident several times, so that a double count is visible; `tallied` says how often.
const MIGRATIONS = [
  defineMigration('2026-11-24-first', [
    `create table counted (incident_id text not null, position bigint not null)`,
    `create table tallied (incident_id text primary key, times bigint not null)`,
  ]),
  ...LEDGER_MIGRATIONS,
  ...REQUEST_MIGRATIONS,
  ...CONSUMER_MIGRATIONS,
  ...AUDIT_MIGRATIONS,
];

const RIGHTS = {
  ...LEDGER_RIGHTS,
  ...REQUEST_RIGHTS,
  ...CONSUMER_RIGHTS,
  counted: { insert: true, delete: true },
  tallied: { rebuiltFrom: 'incidents', insert: true, update: ['times'], delete: true },
} as const;

/** Opens a database that has all tables of the ledger. */
export function openLedgerDatabase(url: string, poolSize = 10): Database {
  return openDatabase({ url, entities: [], migrations: MIGRATIONS, rights: RIGHTS, poolSize });
}

/** A service's database for one test, with what writes into its ledger. */
export interface Ledger {
  readonly url: string;
  readonly database: Database;
  /** The same as a superuser, for setups that a service may not do. */
  readonly admin: Database;
  readonly wakeup: Wakeup;
  readonly unitOfWork: UnitOfWork;
}

interface LedgerOptions {
  readonly poolSize?: number;
  /** The test changes tables or leaves sessions behind, so its database is not reused. */
  readonly isSpoilt?: boolean;
}

type Urls = Pick<TestDatabase, 'url' | 'adminUrl'>;

/** Databases of finished tests. Emptying one takes a tenth of the time of creating one. */
const used: Urls[] = [];

export async function openLedger({ poolSize, isSpoilt = false }: LedgerOptions = {}): Promise<Ledger> {
  const urls = used.pop() ?? (await newDatabase());
  const { url } = urls;
  const database = openLedgerDatabase(url, poolSize);
  const admin = openLedgerDatabase(urls.adminUrl, 2);
  await empty(admin);
  const wakeup = createWakeup();
  onTestFinished(async () => {
    await Promise.all([database.close(), admin.close()]);
    if (!isSpoilt) used.push(urls);
  });
  return { url, database, admin, wakeup, unitOfWork: createUnitOfWork(database, wakeup) };
}

function newDatabase(): Promise<Urls> {
  return createTestDatabase({
    service: 'ledger-test',
    migrate: async (template) => {
      const database = openLedgerDatabase(template);
      await migrate(database, 'demonstration');
      await database.close();
    },
  });
}

async function empty(database: Database): Promise<void> {
  await rows(
    database.em.fork(),
    `with mark as (update ledger_mark set position = 0), pruned as (update ledger_pruned set position = 0),
       begun as (update ledger_epoch set epoch = gen_random_uuid(), forked = false returning epoch)
     update ledger_head set position = 0, epoch = begun.epoch from begun`,
  );
  const tables = [
    'ledger_event, ledger_set_aside, ledger_former_epoch, ledger_lost_event, request_record',
    'consumer_checkpoint, consumer_rebuild, dead_letter, counted, tallied',
  ].join(', ');
  await rows(database.em.fork(), `truncate ${tables} restart identity`);
}

/** The event of a reported incident, under an id that the test can find. */
export function incident(incidentId: string): NewEvent {
  const message = IncidentReported.fromPartial({ incidentId, category: 1, channel: 1 });
  return incidentReported.create(message, { oblastCode: 'UA05', hromadaCode: 'UA05020030000031457' });
}

/** Commits one event per unit of work. */
export async function report({ unitOfWork }: Ledger, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const key = testKey('client', randomUUID(), 'Report', Buffer.from(id));
    const response = IncidentReported.fromPartial({ incidentId: id });
    await written(unitOfWork, key, async () => ({ response, events: [incident(id)] }));
  }
}

/** As many sessions as the pool has: of more at once, some would wait for a connection longer than a service does. */
const CALLERS = 10;

/** As `report`, by several callers at once. */
export async function reportAtOnce(ledger: Ledger, ids: readonly string[]): Promise<void> {
  const shares = Array.from({ length: CALLERS }, (_, caller) => ids.filter((_id, index) => index % CALLERS === caller));
  await Promise.all(shares.map((share) => report(ledger, ...share)));
}

/** `count` ids: "p-1", "p-2", … */
export function ids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
}

export async function connectTo(nats: TestNats): Promise<NatsConnection> {
  const nc = await connectBroker({ servers: [`localhost:${nats.port}`], name: 'test' });
  onTestFinished(() => nc.close());
  return nc;
}

/** Runs a relay for the rest of the test. */
export function relayOf(ledger: Ledger, nc: NatsConnection | Promise<NatsConnection>, logger = silent): Running {
  const relay = startRelay({
    installation: 'demonstration',
    database: ledger.database,
    databaseUrl: ledger.url,
    broker: Promise.resolve(nc),
    producer: 'incidents',
    streamPolicy: LOCAL_STREAM_POLICY,
    wakeup: ledger.wakeup,
    logger,
  });
  onTestFinished(() => relay.stop());
  return relay;
}

export const silent = createLogger({ service: 'test', level: 'silent' });

/** A logger whose lines can be read back. */
export function capturedLog(): { logger: Logger; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    logger: createLogger({ service: 'test', level: 'debug', destination }),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** Positions in the stream of incidents, in stream order. */
export async function positionsInStream(nc: NatsConnection): Promise<number[]> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 500 });
  const { state } = await manager.streams.info('INCIDENTS');
  const positions: number[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq && seq > 0; seq += 1) {
    const message = await manager.streams.getMessage('INCIDENTS', { seq });
    if (message !== null) positions.push(Number(message.header.get('sc-position')));
  }
  return positions;
}

/** Deletes the events up to a position, as the pruning of old ones does. */
export async function prune({ admin }: Ledger, upTo: number): Promise<void> {
  await rows(
    admin.em.fork(),
    `with gone as (delete from ledger_event where position <= $1) update ledger_pruned set position = $1`,
    [upTo],
  );
}

/** The position up to which the relay has marked events as published. */
export async function markOf({ database }: Ledger): Promise<number> {
  const [mark] = await rows<{ position: string }>(database.em.fork(), 'select position from ledger_mark');
  return Number(mark?.position);
}

/** As after a restore of an older copy of the database: what was committed after `position` never existed. */
export async function rewind({ admin }: Ledger, position: number): Promise<void> {
  const em = admin.em.fork();
  await rows(em, 'delete from ledger_event where position > $1', [position]);
  await rows(em, 'update ledger_head set position = $1', [position]);
  await rows(em, 'update ledger_mark set position = least(position, $1)', [position]);
}
