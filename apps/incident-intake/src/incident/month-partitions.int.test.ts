import { rows, type Database } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureMonthPartitions } from './month-partitions.store.ts';
import { openIntakeDatabase } from '../service.ts';
import { migrateIntake } from '../../test/migrate-intake.ts';

let own: TestDatabase;
let database: Database;
beforeEach(async () => {
  own = await createTestDatabase({ service: 'incident-intake', migrate: migrateIntake });
  database = openIntakeDatabase(own.ownerUrl);
});
afterEach(async () => {
  await database.close();
  await own.drop();
});

test('the current month and the next twelve have their own partitions', async () => {
  const names = await partitions();
  const thisMonth = Array.from({ length: 13 }, (_, ahead) => nameOf(monthsFromNow(ahead)));
  expect(names).toEqual([...thisMonth, 'incident_default'].toSorted());
});

test('a report is in the partition of its month, up to the last millisecond', async () => {
  const [first, next] = [monthsFromNow(1), monthsFromNow(2)];
  const before = await store(new Date(first.getTime() - 1));
  const inside = [await store(first), await store(new Date(next.getTime() - 1))];
  const after = await store(next);
  expect(await partitionOf(before)).toBe(nameOf(monthsFromNow(0)));
  for (const id of inside) expect(await partitionOf(id)).toBe(nameOf(first));
  expect(await partitionOf(after)).toBe(nameOf(next));
});

test('rows before or beyond these months are in the default partition', async () => {
  expect(await partitionOf(await store(monthsFromNow(-1)))).toBe('incident_default');
  expect(await partitionOf(await store(monthsFromNow(13)))).toBe('incident_default');
});

test('creating the partitions again, also concurrently, changes nothing', async () => {
  const before = await partitions();
  await Promise.all(Array.from({ length: 3 }, () => ensureMonthPartitions(database, new Date())));
  expect(await partitions()).toEqual(before);
});

test('concurrent runs create each missing month once', async () => {
  await Promise.all(Array.from({ length: 3 }, () => ensureMonthPartitions(database, monthsFromNow(24))));
  expect(await partitions()).toHaveLength(13 + 13 + 1);
});

test('a service that ran out of partitions adds them later and loses no row', async () => {
  const late = await Promise.all([0, 1, 2].map((months) => store(monthsFromNow(14 + months))));
  const old = await store(new Date('2020-05-05T05:05:05Z'));
  for (const id of late) expect(await partitionOf(id)).toBe('incident_default');
  await ensureMonthPartitions(database, monthsFromNow(14));
  expect(await Promise.all(late.map(partitionOf))).toEqual([14, 15, 16].map((months) => nameOf(monthsFromNow(months))));
  expect(await partitionOf(old)).toBe('incident_default');
  expect(await rows(database.em.fork(), 'select 1 from incident')).toHaveLength(4);
});

test('a partition created late has the key and the indexes of the others', async () => {
  const id = await store(monthsFromNow(14));
  await ensureMonthPartitions(database, monthsFromNow(14));
  const indexes = async (month: Date) =>
    (
      await rows<{ indexdef: string }>(
        database.em.fork(),
        'select indexdef from pg_indexes where tablename = $1 order by 1',
        [nameOf(month)],
      )
    ).map(({ indexdef }) => indexdef.replaceAll(nameOf(month), 'month'));
  expect(await indexes(monthsFromNow(14))).toEqual(await indexes(monthsFromNow(0)));
  await expect(insert(id, monthsFromNow(14))).rejects.toMatchObject({ code: '23505' });
});

test('reports received during the creation wait and are stored', async () => {
  const late = [14, 15, 16].map(monthsFromNow);
  const made = { all: false };
  const writeAlong = async (): Promise<string[]> => {
    const ids: string[] = [];
    while (!made.all) for (const month of late) ids.push(await store(month));
    return ids;
  };
  const writers = Array.from({ length: 6 }, writeAlong);
  await ensureMonthPartitions(database, monthsFromNow(14));
  made.all = true;
  const ids = (await Promise.all(writers)).flat();
  const found = await rows<{ partition: string }>(
    database.em.fork(),
    'select distinct tableoid::regclass::text as partition from incident where incident_id = any ($1) order by 1',
    [ids],
  );
  expect(found.map(({ partition }) => partition)).toEqual(late.map(nameOf));
  expect(await rows(database.em.fork(), 'select 1 from incident')).toHaveLength(ids.length);
});

/** The first moment of a month. */
function monthsFromNow(months: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
}

function nameOf(month: Date): string {
  return `incident_${month.toISOString().slice(0, 7).replace('-', '_')}`;
}

async function store(receivedAt: Date): Promise<string> {
  const id = uuidv7({ msecs: receivedAt.getTime() });
  await insert(id, receivedAt);
  return id;
}

async function insert(id: string, receivedAt: Date): Promise<void> {
  await rows(
    database.em.fork(),
    `insert into incident (incident_id, state, category, channel, hromada_code, oblast_code, starosta_district_code,
       occurred_at, received_at, state_since, killed, injured, children_killed, children_injured, defenders_killed,
       defenders_injured)
     values ($1, 'received', 'fire', 'phone_101', 'UA', 'UA', '', $2, $2, $2, 0, 0, 0, 0, 0, 0)`,
    [id, receivedAt.toISOString()],
  );
}

async function partitionOf(id: string): Promise<string | undefined> {
  const [found] = await rows<{ partition: string }>(
    database.em.fork(),
    'select tableoid::regclass::text as partition from incident where incident_id = $1',
    [id],
  );
  return found?.partition;
}

async function partitions(): Promise<string[]> {
  const found = await rows<{ name: string }>(
    database.em.fork(),
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident'::regclass order by 1`,
  );
  return found.map(({ name }) => name);
}
