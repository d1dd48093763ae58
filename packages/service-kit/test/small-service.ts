import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import {
  defineMigration,
  openDatabase,
  prepared,
  rows,
  type EntityManager,
  type Database,
} from '@safe-community/database';
import { incidentReported } from '@safe-community/events';
import type { ServedService } from '@safe-community/grpc-kit';
import {
  CONSUMER_MIGRATIONS,
  CONSUMER_RIGHTS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  LEDGER_RIGHTS,
  on,
  REQUEST_MIGRATIONS,
  REQUEST_RIGHTS,
  requestKey,
  type UnitOfWork,
} from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { testCaller } from '@safe-community/testkit';
import { startService, type Job, type RunningService, type ServiceConfig } from '../src/index.ts';

// `consumed` accepts an event as often as it is received; `reminder` holds the work of a job, and how often it ran.
const MIGRATIONS = [
  defineMigration('2026-11-24-first', [
    'create table consumed (position bigint not null)',
    'create table reminder (due timestamptz not null, done int not null default 0)',
  ]),
  ...LEDGER_MIGRATIONS,
  ...REQUEST_MIGRATIONS,
  ...AUDIT_MIGRATIONS,
  ...CONSUMER_MIGRATIONS,
];

const RIGHTS = {
  ...LEDGER_RIGHTS,
  ...REQUEST_RIGHTS,
  ...CONSUMER_RIGHTS,
  consumed: { insert: true, delete: true },
  reminder: { insert: true, update: ['done'] },
} as const;

export function openSmallDatabase(url: string): Database {
  return openDatabase({ url, entities: [], migrations: MIGRATIONS, rights: RIGHTS });
}

/** A service that publishes incidents and, if configured, consumes another one's. */
export interface SmallService extends RunningService {
  readonly database: Database;
  emit(): Promise<void>;
}

const CONSUME = prepared('insert into consumed select unnest($1::bigint[])');

export async function startSmall(
  config: ServiceConfig,
  logger: Logger,
  more: {
    consumesAt?: string;
    isNeededFresh?: boolean;
    isNeededAtStart?: boolean;
    load?: () => Promise<void>;
    services?: (unitOfWork: UnitOfWork) => readonly ServedService[];
    jobs?: (database: Database, unitOfWork: UnitOfWork) => readonly Job[];
  } = {},
): Promise<SmallService> {
  const database = openSmallDatabase(config.databaseUrl);
  const wakeup = createWakeup();
  const unitOfWork = createUnitOfWork(database, wakeup);
  const consuming = on(incidentReported, (consumed) => [
    { statement: CONSUME, values: [consumed.map(({ envelope }) => envelope.position)] },
  ]);
  const { isNeededFresh = true, isNeededAtStart = true } = more;
  const forget = async (em: EntityManager): Promise<void> => void (await rows(em, 'delete from consumed'));
  const consumed = {
    producer: 'incidents',
    handlers: [consuming],
    effects: { forget },
    isNeededFresh,
    isNeededAtStart,
  } as const;
  const service = await startService(
    {
      name: 'small-service',
      domain: more.consumesAt === undefined ? 'incidents' : 'cameras',
      database,
      wakeup,
      services: more.services?.(unitOfWork) ?? [],
      consumes: more.consumesAt === undefined ? [] : [{ ...consumed, address: more.consumesAt }],
      jobs: more.jobs?.(database, unitOfWork) ?? [],
      ...(more.load === undefined ? {} : { load: more.load }),
      logger,
    },
    config,
  );
  const empty = incidentReported.decode(new Uint8Array());
  const caller = testCaller('test', []);
  const emitting = { caller, actingUser: '', purpose: '', method: 'Emit', body: new Uint8Array() };
  return {
    ...service,
    database,
    async emit() {
      await unitOfWork.write(requestKey(emitting, crypto.randomUUID()), async () => ({
        answer: new Uint8Array(),
        events: [incidentReported.create(empty, {})],
        about: [],
      }));
    },
  };
}
