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
import { daily, DAYS_OF_QUARTER, disclosed, everyAnswer, monthly, scorecardAnswer } from '../../test/answer-attack.ts';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { countCases, MONTHS_OF_2021 } from '../../test/sensitive-counts.ts';
import { releaseNext } from './release.jobs.ts';

const { DOMESTIC_VIOLENCE, FIRE } = IncidentCategory;
const { MONTH, QUARTER, YEAR, DAY } = ReleasePeriod;
const { DISCLOSURE_CONTROL, NOT_RELEASED } = HiddenReason;
const FEWEST = 5;

const NEMYRIV = 'UA05020170000049432';
const LVIVSKA = 'UA46000000000026241';
const SMALL = hromadas().find(
  ({ code, oblastCode }) => oblastCode === VINNYTSKA && ![VINNYTSIA, NEMYRIV].includes(code),
)?.code;
const LVIV = hromadas().find(({ oblastCode }) => oblastCode === LVIVSKA)?.code;
if (SMALL === undefined || LVIV === undefined) throw new Error('the table of hromadas lacks an oblast');

/** Cases of each month. */
const CASES = { [VINNYTSIA]: 12, [NEMYRIV]: 8, [SMALL]: 1, [KYIV]: 10, [LVIV]: 2 };

/** Overdue visits of each day of the first quarter. The days of Vinnytska oblast would disclose those of the others. */
const OVERDUE = { [VINNYTSIA]: 6, [NEMYRIV]: 1, [KYIV]: 3, [LVIV]: 1 };

/** Cases of June that become known after the first release; two of the hromadas have fewer than k. */
const LATE = { month: '2021-06', more: { [VINNYTSIA]: 6, [NEMYRIV]: 5, [KYIV]: 2, [LVIV]: 3 } };

const EVERY_MONTH = [
  ...Object.entries(CASES).flatMap(([code, each]) => MONTHS_OF_2021.map((month) => ({ code, month, cases: each }))),
  ...Object.entries(OVERDUE).flatMap(([code, cases]) =>
    DAYS_OF_QUARTER.map((date) => {
      const [month, day] = [date.slice(0, 7), date.slice(8)];
      return { code, month, day, cases, measure: 'visits_overdue' };
    }),
  ),
];

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
  // The job of the service itself, with the rights of the service.
  today = '2021-03-18';
  await statistics.restart();
  await eventually(async () => expect(await shown({ period: MONTH })).toEqual([['', '2021-01-01', 33n]]));
  await releaseOn('2021-05-16');
  expect(await shown({ period: QUARTER, level: ReleaseLevel.OBLAST })).toEqual([
    [VINNYTSKA, '2021-01-01', 63n],
    [KYIV, '2021-01-01', 30n],
  ]);
  expect(await shown({ period: YEAR, territoryCode: VINNYTSKA, level: ReleaseLevel.HROMADA })).toEqual([]);
  await releaseOn('2022-02-15');
  expect(await shown({ period: YEAR, territoryCode: VINNYTSKA, level: ReleaseLevel.HROMADA })).toEqual([
    [VINNYTSIA, '2021-01-01', 144n],
    [NEMYRIV, '2021-01-01', 96n],
  ]);
});

test('hides what would disclose another figure, and does not say which of the two a figure is', async () => {
  const ofKyiv = await list({ period: MONTH, territoryCode: KYIV });
  const ofLvivska = await list({ period: MONTH, territoryCode: LVIVSKA });
  expect([...ofKyiv, ...ofLvivska].map(({ value, hidden }) => [value, hidden])).toEqual(
    Array.from({ length: 24 }, () => [undefined, DISCLOSURE_CONTROL]),
  );
  // A hromada without a case looks like one with few.
  const hidden = await list({ period: YEAR, territoryCode: VINNYTSKA, level: ReleaseLevel.HROMADA });
  expect(new Set(hidden.filter(({ value }) => value === undefined).map((each) => each.hidden))).toEqual(
    new Set([DISCLOSURE_CONTROL]),
  );
});

test('earlier releases stay readable', async () => {
  expect(await shown({ period: MONTH, asKnownOn: '2021-03-17' })).toEqual([]);
  expect(await shown({ period: MONTH, asKnownOn: '2021-03-18' })).toEqual([['', '2021-01-01', 33n]]);
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

test('a change is shown at the next revision where it is none or at least k, and only there', async () => {
  const late = Object.entries(LATE.more).map(([code, cases]) => ({ code, cases, month: LATE.month }));
  await countCases(
    statistics.database,
    late.map((each) => ({ ...each, knownOn: '2022-03-01' })),
  );
  await releaseOn('2023-02-14');
  expect(await june()).toEqual([33n, 12n, 96n]);
  await releaseOn('2023-02-15');
  expect(await june()).toEqual([49n, 18n, 101n]);
  const ofKyiv = { period: QUARTER, territoryCode: KYIV, from: '2021-04-01', to: '2021-06-30' };
  expect(await shown(ofKyiv)).toEqual([[KYIV, '2021-04-01', 30n]]);
  const [revised] = await list({ period: MONTH, from: '2021-06-01', to: '2021-06-01' });
  expect(revised).toMatchObject({ releasedOn: '2021-08-15', revisedOn: '2023-02-15' });
  expect(await shown({ period: MONTH, from: '2021-06-01', to: '2021-06-01', asKnownOn: '2023-02-14' })).toEqual([
    ['', '2021-06-01', 33n],
  ]);
});

test('a change below k waits', async () => {
  await countCases(statistics.database, [{ code: KYIV, month: '2021-07', cases: 2, knownOn: '2023-03-01' }]);
  const before = await rows(statistics.database.em.fork(), ALL_RELEASED);
  await releaseOn('2024-02-15');
  expect(await rows(statistics.database.em.fork(), ALL_RELEASED)).toEqual(before);
});

const ATTACKS = [
  ['incidents by month', monthly(SensitiveMeasure.INCIDENTS, CASES, LATE), 'domestic_violence', MONTH],
  ['overdue visits by quarter', daily(SensitiveMeasure.VISITS_OVERDUE, OVERDUE), 'visits_overdue', QUARTER],
] as const;

test.each(ATTACKS)(
  'linear programming over all answers of all days bounds no cell and no change below k more tightly: %s',
  async (_name, attacked, promise, finest) => {
    const answers = [];
    for (const day of ['2021-05-16', '2022-02-15', '2024-02-15']) {
      answers.push(await everyAnswer(figures, attacked, day, [VINNYTSKA, LVIVSKA]));
    }
    const sums = [];
    for (const place of ['', VINNYTSKA, LVIVSKA, KYIV, VINNYTSIA, NEMYRIV, LVIV]) {
      sums.push(...(await scorecardAnswer(statistics.client, promise, place)));
    }
    answers.push(sums);
    expect(answers.flat().some(({ period }) => period === finest)).toBe(true);
    expect(sums.length).toBeGreaterThan(0);
    expect(await disclosed(answers, attacked, FEWEST)).toEqual([]);
    // The attack works: one hidden figure would disclose others.
    const hidden = { code: KYIV, period: DAY, start: '2021-01-01', value: 3, revisedOn: '' };
    const lvivska = { code: LVIVSKA, period: QUARTER, start: '2021-01-01', value: 6, revisedOn: '' };
    expect(await disclosed([...answers, [finest === QUARTER ? hidden : lvivska]], attacked, FEWEST)).not.toEqual([]);
    if (finest === QUARTER) return;
    // One hidden change would disclose that of the other oblast.
    const change = { code: KYIV, period: QUARTER, start: '2021-04-01', value: 32, revisedOn: '2023-02-15' };
    expect(await disclosed([...answers, [change]], attacked, FEWEST)).toContainEqual(
      expect.stringContaining(`${LVIV} ${MONTH} 2021-06-01 of release 1:`),
    );
  },
);

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
  ['to', { period: DAY, to: '2022-03-01' }],
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

test('a sensitive measure below its level is refused with the level', async () => {
  const error = await refusalOf(figures.listSensitiveFigures({ ...ASKED, period: DAY, territoryCode: VINNYTSIA }));
  expect(violationsOf(error)).toEqual([
    {
      field: 'period',
      description: 'must be MONTH or longer: figures of the level HROMADA are released from that on',
    },
  ]);
});

test('a rule cannot change for a year of which something is released', async () => {
  const { rules, records } = await figures.listDisclosureRules();
  expect(rules.map(({ fewest, confirmed }) => `${fewest} ${confirmed}`)).toEqual(['5 false', '5 false']);
  const late = { ...rules[0], validFrom: '2021-01-01', fewest: 3 } as (typeof rules)[number];
  expect((await refusalOf(figures.setDisclosureRule({ rule: late }))).code).toBe(status.FAILED_PRECONDITION);
  const requestId = '019aa000-0000-7000-8000-000000000001';
  const rule = { ...late, validFrom: '2030-01-01' };
  await figures.setDisclosureRule({ requestId, rule });
  await figures.setDisclosureRule({ requestId, rule });
  const etag = records[0]?.etag ?? '';
  await figures.setDisclosureRule({ rule: { ...rule, fewest: 4 }, etag });
  expect((await refusalOf(figures.setDisclosureRule({ rule, etag }))).code).toBe(status.ABORTED);
  const bad = await refusalOf(figures.setDisclosureRule({ rule: { ...rule, fewest: 1, levels: [], source: '' } }));
  expect(violationsOf(bad).map(({ field }) => field)).toEqual([
    'rule.fewest',
    'rule.levels[0].finest',
    'rule.levels[1].finest',
    'rule.levels[2].finest',
    'rule.source',
  ]);
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
  while ((await em.fork().transactional((tx) => releaseNext(tx, 'domestic_violence', due))) > 0);
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

/** June of the country and of Vinnytsia, and the year of Nemyriv. */
async function june(): Promise<unknown[]> {
  const month = { period: MONTH, from: '2021-06-01', to: '2021-06-01' };
  const [country] = await list(month);
  const [large] = await list({ ...month, territoryCode: VINNYTSIA });
  const [year] = await list({ period: YEAR, territoryCode: NEMYRIV });
  return [country?.value, large?.value, year?.value];
}
