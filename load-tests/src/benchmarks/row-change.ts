import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEntity, LockMode, p } from '@mikro-orm/postgresql';
import {
  openDatabase,
  prepared,
  rows,
  toOptionalDate,
  type Database,
  type EntityManager,
} from '@safe-community/database';
import { startPostgres } from '@safe-community/local-stack';
import { clockOf } from '../frame/clock.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';

const ROUNDS = 9;
const SECONDS = 2;
const ROWS = 1_000;

/** The columns of a camera in camera-rollout. */
const DeviceEntity = defineEntity({
  name: 'Device',
  tableName: 'device',
  properties: {
    cameraId: p.uuid().primary(),
    serialNumber: p.string(),
    model: p.string(),
    firmwareVersion: p.string(),
    warrantyUntil: p.date().nullable(),
    unitCode: p.string(),
    oblastCode: p.string(),
    state: p.string(),
    holderId: p.uuid().nullable(),
    issuedAt: p.datetime().nullable(),
    registeredAt: p.datetime(),
    deliveryId: p.uuid().nullable(),
    demonstration: p.boolean(),
  },
});

const TABLE = `create table device (
  camera_id uuid primary key, serial_number text not null, model text not null, firmware_version text not null,
  warranty_until date, unit_code text not null, oblast_code text not null, state text not null, holder_id uuid,
  issued_at timestamptz, registered_at timestamptz not null, delivery_id uuid, demonstration boolean not null)`;

const FILL = `insert into device
  select gen_random_uuid(), number::text, 'M1', '1.0', '2030-01-01', 'U1', 'UA05', 'in_stock', null, null, now(), null, true
  from generate_series(1, $1::int) as numbers (number) returning camera_id`;

const LOCK = `
  select camera_id, serial_number, model, firmware_version, warranty_until::text, unit_code, oblast_code, state, holder_id,
    issued_at, registered_at, delivery_id, demonstration
  from device where camera_id = $1 for update`;

const SAVE = `
  update device set firmware_version = $2, state = $3, holder_id = $4, issued_at = $5, unit_code = $6, oblast_code = $7
  where camera_id = $1`;

interface DeviceRow {
  readonly firmware_version: string;
  readonly unit_code: string;
  readonly oblast_code: string;
  readonly holder_id: string | null;
  readonly issued_at: string | null;
}

interface RowChange {
  readonly name: string;
  readonly run: (tx: EntityManager, cameraId: string) => Promise<unknown>;
}

export interface RowChanges {
  readonly standings: readonly Standing[];
  /** Statements of one change, with begin and commit, by name. */
  readonly statements: ReadonlyMap<string, number>;
}

/** A transaction that locks one row and changes it, by an entity and by SQL, alternating. */
export async function rowChange(): Promise<RowChanges> {
  const home = mkdtempSync(join(tmpdir(), 'safe-community-row-'));
  const logFile = join(home, 'postgres.log');
  const server = await startPostgres({ dataDir: join(home, 'postgres'), logFile, durable: false });
  const database = openDatabase({ url: server.adminUrl, entities: [DeviceEntity], migrations: [], poolSize: 1 });
  try {
    await rows(database.em.fork(), TABLE);
    const filled = await rows<{ camera_id: string }>(database.em.fork(), FILL, [ROWS]);
    const ids = filled.map(({ camera_id: cameraId }) => cameraId);
    const clock = clockOf({ program: process.pid, postgres: { postmaster: server.pid, database: 'postgres' } });
    let changed = 0;
    const change = ({ run }: RowChange): Promise<unknown> => {
      changed += 1;
      return database.em.fork().transactional((tx) => run(tx, ids[changed % ROWS] ?? ''));
    };
    const contestants = CHANGES.map((one) => ({
      name: one.name,
      clock,
      work: (load: Parameters<typeof workInFlight>[0]) => workInFlight(load, () => change(one)),
    }));
    const standings = await compare(contestants, { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
    const statements = new Map<string, number>();
    for (const one of CHANGES) statements.set(one.name, await countStatements(database, logFile, () => change(one)));
    return { standings, statements };
  } finally {
    await database.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Each changes three columns: an entity writes these, and SQL all that a step may change. */
const CHANGES: readonly RowChange[] = [
  {
    name: 'entity',
    run: async (tx, cameraId) => {
      const locked = await tx.findOneOrFail(DeviceEntity, { cameraId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { firmwareVersion, unitCode, oblastCode } = locked;
      const next = afterStep(locked.holderId ?? null);
      tx.assign(await tx.findOneOrFail(DeviceEntity, { cameraId }), { firmwareVersion, unitCode, oblastCode, ...next });
      await tx.flush();
    },
  },
  { name: 'SQL', run: (tx, cameraId) => bySql(tx, cameraId, LOCK, SAVE) },
  { name: 'SQL, prepared', run: (tx, cameraId) => bySql(tx, cameraId, PREPARED_LOCK, PREPARED_SAVE) },
];

type Text = Parameters<typeof rows>[1];

const PREPARED_LOCK = prepared(LOCK);
const PREPARED_SAVE = prepared(SAVE);

async function bySql(tx: EntityManager, cameraId: string, lock: Text, save: Text): Promise<void> {
  const [row] = await rows<DeviceRow>(tx, lock, [cameraId]);
  if (row === undefined) throw new Error('the row is missing');
  const before = { ...row, issuedAt: toOptionalDate(row.issued_at) };
  const { state, holderId, issuedAt } = afterStep(before.holder_id);
  await rows(tx, save, [
    cameraId,
    before.firmware_version,
    state,
    holderId,
    issuedAt,
    before.unit_code,
    before.oblast_code,
  ]);
}

/** A device is issued, and returned at the next step. */
function afterStep(holderId: string | null) {
  return holderId === null
    ? { state: 'issued', holderId: randomUUID(), issuedAt: new Date() }
    : { state: 'in_stock', holderId: null, issuedAt: null };
}

async function countStatements(database: Database, logFile: string, change: () => Promise<unknown>): Promise<number> {
  await rows(database.em.fork(), `set log_statement = 'all'`);
  const before = statementsIn(logFile);
  await change();
  const after = statementsIn(logFile);
  await rows(database.em.fork(), 'reset log_statement');
  return after - before;
}

function statementsIn(logFile: string): number {
  return readFileSync(logFile, 'utf8').match(/LOG: {2}(statement|execute)/g)?.length ?? 0;
}
