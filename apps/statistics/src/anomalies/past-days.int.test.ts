import { rows } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock, type Job } from '@safe-community/service-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countDays } from '../../test/counted-days.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { findAnomaliesJob } from './anomalies.jobs.ts';
import { listAnomalies, readCheckedUntil } from './anomalies.store.ts';

/** Morning in Kyiv: the day before has settled. */
const NOW = new Date('2026-11-27T05:00:00Z');
const [YESTERDAY, STORM, FIRST_DAY] = ['2026-11-26', '2026-10-13', '2024-09-01'];

/** From two years after the first day on. */
const DAYS = 87;

let own: OwnDatabase;
let job: Job;
beforeEach(async () => {
  own = await ownDatabase();
  job = jobOf(own);
});
afterEach(() => own.drop());

function jobOf({ database }: OwnDatabase): Job {
  const clock = { ...systemClock, now: () => NOW };
  return findAnomaliesJob(createRuntime({ database, wakeup: createWakeup(), clock }));
}

test('an imported history is looked at once it has come to rest, as far back as it serves', async () => {
  await importHistory();
  // Yesterday is due at once.
  expect(await look()).toBe(1);
  // The first look at the past only sees how much is counted.
  expect(await look()).toBe(0);
  await countDays(own.database, { territoryCode: 'UA', category: 'gas', firstDay: '2026-01-01', counts: [1] });
  expect(await look()).toBe(0);
  expect(await found()).toEqual([]);
  expect(await look()).toBe(7);
  while ((await look()) > 0);
  expect(await found()).toEqual(
    [
      ['UA', 'road_crash', false],
      [VINNYTSKA, 'road_crash', false],
      [VINNYTSIA, undefined, false],
    ].map((each) => [STORM, ...each]),
  );
  expect(await checkedDays()).toEqual({ first: addDays(FIRST_DAY, 730), days: DAYS });
  expect(await readCheckedUntil(own.database.em.fork())).toBe(YESTERDAY);
  // Again, by another replica: nothing is left.
  const other = jobOf(own);
  for (let time = 0; time < 3; time += 1) expect(await look(other)).toBe(0);
});

test('days that were checked before the history was imported are checked again, once', async () => {
  expect(await look()).toBe(1);
  for (let time = 0; time < 3; time += 1) expect(await look()).toBe(0);
  expect(await checkedDays()).toEqual({ first: YESTERDAY, days: 1 });
  await importHistory({ storm: YESTERDAY });
  expect(await look()).toBe(0);
  while ((await look()) > 0);
  expect((await found()).map(([day]) => day)).toEqual([YESTERDAY, YESTERDAY, YESTERDAY]);
  expect(await checkedDays()).toMatchObject({ days: DAYS });
});

test('days that an earlier version checked are not checked again', async () => {
  await importHistory({ storm: YESTERDAY });
  await rows(own.database.em.fork(), 'insert into anomaly_day (day, series, checked_at) values ($1, 1, $2)', [
    YESTERDAY,
    NOW,
  ]);
  expect(await look()).toBe(0);
  while ((await look()) > 0);
  expect(await found()).toEqual([]);
  expect(await checkedDays()).toMatchObject({ days: DAYS });
});

/** Two years of crashes and more, with one day of ice. */
async function importHistory({ storm = STORM } = {}): Promise<void> {
  const days = (Date.parse(YESTERDAY) - Date.parse(FIRST_DAY)) / 86_400_000 + 1;
  const at = (Date.parse(storm) - Date.parse(FIRST_DAY)) / 86_400_000;
  for (const territoryCode of ['UA', VINNYTSKA, VINNYTSIA]) {
    const counts = Array.from({ length: days }, (_, index) => (index === at ? 60 : 2 + ((index * 7) % 5)));
    await countDays(own.database, { territoryCode, category: 'road_crash', firstDay: FIRST_DAY, counts });
  }
}

function look(of = job): Promise<number> {
  return of.run(new AbortController().signal);
}

async function found() {
  const days = {
    firstDay: '2025-01-01',
    lastDay: YESTERDAY,
    territoryCode: '',
    category: undefined,
    knownOn: undefined,
  };
  const all = await listAnomalies(own.database, days, undefined, 100);
  const order = ['UA', VINNYTSKA, VINNYTSIA];
  return all
    .toSorted((a, b) => order.indexOf(a.territoryCode) - order.indexOf(b.territoryCode))
    .map(({ day, territoryCode, category, demonstration }) => [day, territoryCode, category, demonstration]);
}

async function checkedDays(): Promise<object | undefined> {
  const [row] = await rows<object>(
    own.database.em.fork(),
    'select min(day)::text as first, count(*)::int as days from anomaly_day',
  );
  return row;
}
