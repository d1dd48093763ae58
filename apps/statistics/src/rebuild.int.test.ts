import { rows } from '@safe-community/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ownDatabase, type OwnDatabase } from '../test/own-database.ts';
import { consumedBy } from './service.ts';

const TABLES = [
  'beat_primary',
  'category_count',
  'incident_count',
  'issued_camera',
  'listed_unit',
  'officer_state',
  'patrol_officer',
  'response_count',
];

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
beforeEach(async () => {
  for (const statement of ONE_ROW_EACH) await rows(own.database.em.fork(), statement);
});
afterAll(() => own.drop());

test.each([
  ['officers', ['beat_primary', 'listed_unit', 'officer_state', 'patrol_officer']],
  ['incidents', ['category_count', 'incident_count', 'response_count']],
  ['cameras', ['issued_camera']],
])('a rebuild from the events of %s deletes their effects and no others', async (producer, expected) => {
  const addresses = { officerRegistry: '', incidentIntake: '', cameraRollout: '' };
  const consumed = consumedBy(own.database, addresses).find((each) => each.producer === producer);
  await own.database.em.fork().transactional((tx) => consumed?.forget?.(tx));
  expect(await emptyTables()).toEqual(expected);
});

async function emptyTables(): Promise<string[]> {
  const counts = await Promise.all(
    TABLES.map(async (table) => (await rows(own.database.em.fork(), `select 1 from ${table}`)).length),
  );
  return TABLES.filter((_, index) => counts[index] === 0);
}

const ID = '019c8a00-0000-7000-8000-000000000001';
const ONE_ROW_EACH = [
  `insert into beat_primary values ('UA05020030000031457', '', '${ID}', false) on conflict do nothing`,
  `insert into category_count values ('fire', false, 1, 0, 0, 0, 0) on conflict do nothing`,
  `insert into incident_count values ('UA', '2021-11-04', 'fire', false, 1, 0, 0, 0, 0) on conflict do nothing`,
  `insert into issued_camera values ('${ID}', '${ID}') on conflict do nothing`,
  `insert into listed_unit values ('UA01080010000054893', 'UA01000000000013043') on conflict do nothing`,
  `insert into officer_state values ('${ID}', 'active') on conflict do nothing`,
  `insert into patrol_officer values ('${ID}', 'UA05000000000010236', false) on conflict do nothing`,
  `insert into response_count values ('fire', 1, 1) on conflict do nothing`,
];
