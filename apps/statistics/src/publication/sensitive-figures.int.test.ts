import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import {
  HiddenReason,
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure,
  type SensitiveFigure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { rows } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import { eventually, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetEffects } from '../../test/own-database.ts';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { DOWN } from '../../test/draw.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { countCases, MONTHS_OF_2021 } from '../../test/sensitive-counts.ts';
import { releaseNext } from './release.jobs.ts';

const { DOMESTIC_VIOLENCE, FIRE } = IncidentCategory;
const { MONTH, QUARTER, YEAR, DAY } = ReleasePeriod;
const { FEW, NOT_RELEASED } = HiddenReason;

const NEMYRIV = 'UA05020170000049432';
const LVIVSKA = 'UA46000000000026241';
const SMALL = hromadas().find(
  ({ code, oblastCode }) => oblastCode === VINNYTSKA && ![VINNYTSIA, NEMYRIV].includes(code),
)?.code;
const LVIV = hromadas().find(({ oblastCode }) => oblastCode === LVIVSKA)?.code;
if (SMALL === undefined || LVIV === undefined) throw new Error('the table of hromadas lacks an oblast');

/** Cases of each month. */
const CASES = { [VINNYTSIA]: 12, [NEMYRIV]: 8, [SMALL]: 1, [KYIV]: 10, [LVIV]: 2 };

/** Cases of June that become known after the first release. */
const LATE = { month: '2021-06', more: { [VINNYTSIA]: 6, [NEMYRIV]: 4 } };

const EVERY_MONTH = Object.entries(CASES).flatMap(([code, cases]) =>
  MONTHS_OF_2021.map((month) => ({ code, month, cases })),
);

let statistics: RunningStatistics;
let figures: TestClient<typeof Service>;
let today = '2021-01-01';
beforeAll(async () => {
  const now = () => new Date(`${today}T10:00:00Z`);
  statistics = await runStatisticsAlone({ clock: { ...systemClock, now } });
  figures = testClient(Service, statistics.port);
  await countCases(statistics.database, EVERY_MONTH);
});
afterAll(async () => {
  figures.close();
  await statistics.stop();
});

test('before a month has settled, nothing is released', async () => {
  await releaseOn('2021-03-17');
  expect(await shown({ period: MONTH })).toEqual([]);
  const [january] = await list({ period: MONTH });
  expect(january).toMatchObject({ value: undefined, hidden: NOT_RELEASED, releasedOn: '' });
});

test('months of the country are released when each has settled, quarters of oblasts, and years of hromadas', async () => {
  // The job of the service itself, with the rights and the key of the service.
  today = '2021-03-18';
  await statistics.restart();
  await eventually(async () => expect(await shown({ period: MONTH })).toHaveLength(1));
  const [january] = await list({ period: MONTH });
  expect([30n, 35n]).toContain(january?.value);
  await releaseOn('2021-05-16');
  expect(await shown({ period: QUARTER, level: ReleaseLevel.OBLAST })).toEqual([
    [VINNYTSKA, '2021-01-01', 60n],
    [KYIV, '2021-01-01', 30n],
  ]);
  expect(await shown({ period: YEAR, territoryCode: VINNYTSKA, level: ReleaseLevel.HROMADA })).toEqual([]);
  await releaseOn('2022-02-15');
  expect(await shown({ period: YEAR, territoryCode: VINNYTSKA, level: ReleaseLevel.HROMADA })).toEqual(
    [
      [VINNYTSIA, '2021-01-01', 140n],
      [NEMYRIV, '2021-01-01', 95n],
      [SMALL, '2021-01-01', 10n],
    ].toSorted(),
  );
});

test('few cases look like none, and say how few they are', async () => {
  const ofLvivska = await list({ period: QUARTER, territoryCode: LVIVSKA });
  const ofHromadas = await list({ period: YEAR, territoryCode: LVIVSKA, level: ReleaseLevel.HROMADA });
  const few = [...ofLvivska, ...ofHromadas.filter(({ territoryCode }) => territoryCode !== LVIV)];
  expect(few.length).toBeGreaterThan(50);
  for (const figure of few) {
    const shownAs = { value: undefined, hidden: FEW, roundedTo: 5, revisedOn: '' };
    expect(figure).toMatchObject(shownAs);
    expect(figure.releasedOn).not.toBe('');
  }
});

test('earlier releases stay readable', async () => {
  expect(await shown({ period: MONTH, asKnownOn: '2021-03-17' })).toEqual([]);
  expect(await shown({ period: MONTH, asKnownOn: '2021-03-18' })).toHaveLength(1);
  const [figure] = await list({ period: MONTH, asKnownOn: '2021-03-17' });
  expect(figure).toMatchObject({ value: undefined, hidden: NOT_RELEASED, releasedOn: '' });
});

test('a rebuild keeps every release, and releases nothing a second time', async () => {
  const before = await rows(statistics.database.em.fork(), ALL_RELEASED);
  await forgetEffects(statistics.database, 'incidents');
  await countCases(statistics.database, EVERY_MONTH);
  await releaseDue(today);
  expect(await rows(statistics.database.em.fork(), ALL_RELEASED)).toEqual(before);
  expect(before.length).toBeGreaterThan(20);
});

const ALL_RELEASED = 'select * from released_figure order by 1, 2, 3, 4, 5, 6, 7';

test('a release that is lost is drawn again with the same values', async () => {
  const em = statistics.database.em.fork();
  const valuesNow = () =>
    rows(em, 'select territory_code, period, period_start, value from released_figure order by 1, 2, 3');
  const before = await valuesNow();
  await rows(em, 'truncate released_figure, released_period');
  await releaseDue(today);
  const again = await valuesNow();
  await rows(em, 'truncate released_figure, released_period');
  await releaseDue(today);
  expect(await valuesNow()).toEqual(again);
  expect(again).toHaveLength(before.length);
});

test('a revision changes the figures whose count has changed by at least the rounding, once a year', async () => {
  const late = Object.entries(LATE.more).map(([code, cases]) => ({ code, cases, month: LATE.month }));
  await countCases(
    statistics.database,
    late.map((each) => ({ ...each, knownOn: '2022-03-01' })),
  );
  await releaseOn('2023-02-14');
  expect(await june()).toEqual([30n, 140n, 95n]);
  await releaseOn('2023-02-15');
  // Four more cases are too few to be seen.
  expect(await june()).toEqual([40n, 150n, 95n]);
  const month = { period: MONTH, from: '2021-06-01', to: '2021-06-01' };
  const [revised] = await list(month);
  expect(revised).toMatchObject({ releasedOn: '2022-02-15', revisedOn: '2023-02-15' });
  expect(await shown({ ...month, asKnownOn: '2023-02-14' })).toEqual([['', '2021-06-01', 30n]]);
});

test('cases that are withdrawn leave a figure of few', async () => {
  await countCases(statistics.database, [{ code: SMALL, month: '2021-06', cases: -12, knownOn: '2023-03-01' }]);
  const year = { period: YEAR, territoryCode: SMALL };
  expect(await shown(year)).toEqual([[SMALL, '2021-01-01', 10n]]);
  await releaseOn('2024-02-15');
  expect(await list(year)).toMatchObject([{ value: undefined, hidden: FEW, revisedOn: '2024-02-15' }]);
});

test('lists page by page, and refuses a token of another list', async () => {
  const asked = { ...ASKED, period: YEAR, level: ReleaseLevel.OBLAST };
  const whole = await figures.listSensitiveFigures({ ...asked, pageSize: 500 });
  const first = await figures.listSensitiveFigures({ ...asked, pageSize: 20 });
  const second = await figures.listSensitiveFigures({ ...asked, pageSize: 20, pageToken: first.nextPageToken });
  expect([...first.figures, ...second.figures]).toEqual(whole.figures);
  expect(second.nextPageToken).toBe('');
  const other = figures.listSensitiveFigures({ ...asked, period: QUARTER, pageToken: first.nextPageToken });
  expect(violationsOf(await refusalOf(other)).map(({ field }) => field)).toEqual(['page_token']);
});

test.each<[string, Partial<Asked>]>([
  ['category', { category: FIRE }],
  ['category', { category: 0 }],
  ['measure', { measure: 0 }],
  ['period', { period: 0 }],
  ['from', { from: '2021-02-30' }],
  ['to', { to: '2020-12-31' }],
  ['to', { to: '2061-03-01' }],
  ['territory_code', { territoryCode: 'UA05020030000031458' }],
  ['level', { level: ReleaseLevel.COUNTRY }],
  ['level', { level: ReleaseLevel.HROMADA, territoryCode: VINNYTSIA }],
  ['as_known_on', { asKnownOn: '2099-01-01' }],
  ['page_size', { pageSize: 501 }],
])('refuses an invalid %s', async (field, more) => {
  const error = await refusalOf(figures.listSensitiveFigures({ ...ASKED, ...more }));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

test.each([
  ['MONTH or YEAR', 'COUNTRY', { period: DAY, to: '2021-01-31' }],
  ['QUARTER or YEAR', 'OBLAST', { level: ReleaseLevel.OBLAST }],
  ['YEAR', 'HROMADA', { period: QUARTER, territoryCode: VINNYTSIA }],
])('only %s is released of the level %s', async (periods, level, more) => {
  const error = await refusalOf(figures.listSensitiveFigures({ ...ASKED, ...more }));
  const description = `must be ${periods}: others are not released of the level ${level}`;
  expect(violationsOf(error)).toEqual([{ field: 'period', description }]);
});

test('a rule cannot change for a year of which something is released', async () => {
  const { rules, records } = await figures.listDisclosureRules();
  expect(rules.map(({ roundedTo, confirmed }) => `${roundedTo} ${confirmed}`)).toEqual(['5 false', '5 false']);
  const late = { ...rules[0], validFrom: '2021-01-01', roundedTo: 3 } as (typeof rules)[number];
  expect((await refusalOf(figures.setDisclosureRule({ rule: late }))).code).toBe(status.FAILED_PRECONDITION);
  const requestId = '019aa000-0000-7000-8000-000000000001';
  const rule = { ...late, validFrom: '2030-01-01' };
  await figures.setDisclosureRule({ requestId, rule });
  await figures.setDisclosureRule({ requestId, rule });
  const etag = records[0]?.etag ?? '';
  await figures.setDisclosureRule({ rule: { ...rule, roundedTo: 4 }, etag });
  expect((await refusalOf(figures.setDisclosureRule({ rule, etag }))).code).toBe(status.ABORTED);
  const bad = await refusalOf(figures.setDisclosureRule({ rule: { ...rule, roundedTo: 1, source: '' } }));
  expect(violationsOf(bad).map(({ field }) => field)).toEqual(['rule.rounded_to', 'rule.source']);
});

type Asked = Parameters<typeof figures.listSensitiveFigures>[0] & object;

const ASKED = {
  category: DOMESTIC_VIOLENCE,
  measure: SensitiveMeasure.INCIDENTS,
  period: MONTH,
  from: '2021-01-01',
  to: '2021-12-31',
} as const;

/** Releases what is due until this day, day by day of each release. */
async function releaseOn(day: string): Promise<void> {
  for (const due of [...DUE_DAYS, day].filter((each) => each > today && each <= day).toSorted()) {
    today = due;
    await releaseDue(due);
  }
}

async function releaseDue(due: string): Promise<void> {
  const { em } = statistics.database;
  while ((await em.fork().transactional((tx) => releaseNext(tx, 'domestic_violence', { today: due, draw: DOWN }))) > 0);
}

const DUE_DAYS = MONTHS_OF_2021.map((month) => addDays(addDays(`${month}-28`, 4).slice(0, 8) + '01', 45));

async function list(asked: Partial<Asked>): Promise<SensitiveFigure[]> {
  return (await figures.listSensitiveFigures({ ...ASKED, pageSize: 500, ...asked })).figures;
}

async function shown(asked: Partial<Asked>): Promise<unknown[]> {
  const all = await list(asked);
  return all
    .filter(({ value }) => value !== undefined)
    .map(({ territoryCode, periodStart, value }) => [territoryCode, periodStart, value]);
}

/** June of the country, and the years of Vinnytsia and Nemyriv. */
async function june(): Promise<unknown[]> {
  const [country] = await list({ period: MONTH, from: '2021-06-01', to: '2021-06-01' });
  const [large] = await list({ period: YEAR, territoryCode: VINNYTSIA });
  const [year] = await list({ period: YEAR, territoryCode: NEMYRIV });
  return [country?.value, large?.value, year?.value];
}
