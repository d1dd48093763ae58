import { inOneGo, rows } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock, type Job } from '@safe-community/service-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countDays } from '../../test/counted-days.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { declareEverything } from '../../test/sources.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { saveControlChanges } from '../territory/control.store.ts';
import { findAnomaliesJob } from './anomalies.jobs.ts';
import { listAnomalies, readCheckedUntil } from './anomalies.store.ts';

/** Morning in Kyiv: the day before has settled. */
const NOW = new Date('2026-11-27T05:00:00Z');
const [YESTERDAY, STORM, FIRST_DAY] = ['2026-11-26', '2026-10-13', '2024-09-01'];

/** From two years after the first day on. */
const DAYS = 87;
/** With fewer days to check. */
const LATE_FIRST_DAY = '2024-10-01';

let own: OwnDatabase;
let job: Job;
beforeEach(async () => {
  own = await ownDatabase();
  await declareEverything(own.database, '2020-01-01');
  job = jobOf(own);
});
afterEach(() => own.drop());

function jobOf({ database }: OwnDatabase): Job {
  const clock = { ...systemClock, now: () => NOW };
  return findAnomaliesJob(createRuntime({ installation: 'demonstration', database, wakeup: createWakeup(), clock }));
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
  expect(await found()).toEqual(STORMS);
  expect(await checkedDays()).toEqual({ first: addDays(FIRST_DAY, 730), days: DAYS });
  expect(await readCheckedUntil(own.database.em.fork())).toBe(YESTERDAY);
  // Again, by another replica: nothing is left.
  const other = jobOf(own);
  for (let time = 0; time < 3; time += 1) expect(await look(other)).toBe(0);
});

test('a day of which not all is reported is not checked, and the history begins where all is', async () => {
  const ended = `update source_declaration set last_day = first_day - 1, ended_on = first_day, ended_said_by = 'a test'`;
  await rows(own.database.em.fork(), ended);
  await declareEverything(own.database, addDays(YESTERDAY, -300));
  await importHistory({ storm: YESTERDAY });
  await rest();
  // Less than two years are no baseline.
  expect(await found()).toEqual([]);
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

test('days are checked again when years of the history come one after another, each once the import seems to rest', async () => {
  const years = [
    [LATE_FIRST_DAY, '2024-12-31'],
    ['2025-01-01', '2025-12-31'],
    ['2026-01-01', YESTERDAY],
  ] as const;
  for (const [firstDay, lastDay] of years) {
    await importHistory({ firstDay, lastDay });
    await rest();
  }
  expect(await found()).toEqual(STORMS);
  expect(await eventsFound()).toBe(3);
});

test('where nobody could report for a part of the history, no day is unusual', async () => {
  const change = { code: VINNYTSIA, isExact: true, knownOn: '2026-01-01' };
  await inOneGo(own.database, [
    saveControlChanges([
      { ...change, status: 'occupied', date: '2025-11-01' },
      { ...change, status: 'liberated', date: '2025-11-03' },
    ]),
  ]);
  await importHistory({ firstDay: LATE_FIRST_DAY });
  await rest();
  expect(await found()).toEqual(STORMS.filter(([, code]) => code !== VINNYTSIA));
});

test('what is found again when a day is checked again is one anomaly and one event', async () => {
  await importHistory({ firstDay: LATE_FIRST_DAY });
  await rest();
  expect(await found()).toEqual(STORMS);
  // Late reports are no reason to check a day again.
  const late = { territoryCode: 'UA', category: 'gas', firstDay: '2026-01-01' };
  await countDays(own.database, { ...late, counts: Array.from({ length: 200 }, () => 1) });
  for (let time = 0; time < 3; time += 1) expect(await look()).toBe(0);
  const days = (Date.parse(YESTERDAY) - Date.parse(LATE_FIRST_DAY)) / 86_400_000 + 1;
  const more = { territoryCode: 'UA', category: 'fire', firstDay: LATE_FIRST_DAY };
  await countDays(own.database, { ...more, counts: Array.from({ length: days }, (_, index) => 2 + (index % 5)) });
  expect(await look()).toBe(0);
  expect(await look()).toBe(7);
  while ((await look()) > 0);
  expect(await found()).toEqual(STORMS);
  expect(await eventsFound()).toBe(3);
});

const STORMS = [
  [STORM, 'UA', 'road_crash'],
  [STORM, VINNYTSKA, 'road_crash'],
  [STORM, VINNYTSIA, undefined],
];

/** Two years of crashes and more, with one day of ice. */
async function importHistory({ storm = STORM, firstDay = FIRST_DAY, lastDay = YESTERDAY } = {}): Promise<void> {
  const numberOf = (day: string) => Date.parse(day) / 86_400_000;
  const counts = Array.from({ length: numberOf(lastDay) - numberOf(firstDay) + 1 }, (_, index) =>
    addDays(firstDay, index) === storm ? 60 : 2 + ((index * 7) % 5),
  );
  for (const territoryCode of ['UA', VINNYTSKA, VINNYTSIA])
    await countDays(own.database, { territoryCode, category: 'road_crash', firstDay, counts });
}

/** Until nothing is due and nothing has changed since the last look. */
async function rest(): Promise<void> {
  for (let quiet = 0; quiet < 2;) quiet = (await look()) === 0 ? quiet + 1 : 0;
}

async function eventsFound(): Promise<number | undefined> {
  const [row] = await rows<{ events: number }>(
    own.database.em.fork(),
    'select count(*)::int as events from ledger_event',
  );
  return row?.events;
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
    .map(({ day, territoryCode, category }) => [day, territoryCode, category]);
}

async function checkedDays(): Promise<object | undefined> {
  const [row] = await rows<object>(
    own.database.em.fork(),
    'select min(day)::text as first, count(*)::int as days from anomaly_day',
  );
  return row;
}
