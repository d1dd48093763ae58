import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListAnomaliesRequest } from '@safe-community/contracts/statistics/v1/anomaly.ts';
import { rows } from '@safe-community/database';
import * as events from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { kindsOf, publishedEvents, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAnomaliesJob } from '../src/anomalies/anomalies.jobs.ts';
import { refusalOf, violationsOf } from './calls.ts';
import { countDays } from './counted-days.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from './events.ts';
import { runStatisticsAlone, type RunningStatistics } from './running-statistics.ts';
import { declareEverything } from './sources.ts';

/** A hromada with sensitive incidents only. */
const NEMYRIVSKA = 'UA05020170000049432';
const { FIRE, DOMESTIC_VIOLENCE } = IncidentCategory;
const [FIRST_DAY, UNUSUAL_DAY] = ['2024-06-01', '2026-11-26'];
/** Before the unusual day is over, so that the service itself checks it before there is anything to find. */
const BEFORE = new Date('2026-11-26T09:00:00Z');
/** Morning in Kyiv: the day before has settled. */
const MORNING = new Date('2026-11-27T05:00:00Z');

/** Some incidents a day, and many on the last one. */
const SPIKE = [...Array.from({ length: 908 }, (_, index) => 3 + ((index * 7) % 5)), 60];

let now = BEFORE;
const clock = { ...systemClock, now: () => now };
let statistics: RunningStatistics;
let published: PublishedEvents;
beforeAll(async () => {
  statistics = await runStatisticsAlone({ clock });
  published = publishedEvents({ sql: (text, values) => rows(statistics.database.em.fork(), text, values) });
  const spike = { firstDay: FIRST_DAY, counts: SPIKE };
  const calm = { firstDay: FIRST_DAY, counts: [...SPIKE.slice(0, -1), 7] };
  await countDays(statistics.database, { ...spike, territoryCode: VINNYTSKA, category: 'fire' });
  await countDays(statistics.database, { ...spike, territoryCode: VINNYTSKA, category: 'domestic_violence' });
  await countDays(statistics.database, { ...spike, territoryCode: VINNYTSIA, category: 'fire' });
  await countDays(statistics.database, { ...calm, territoryCode: 'UA', category: 'fire' });
  await countDays(statistics.database, { ...spike, territoryCode: 'UA', category: 'school_safety' });
  await countDays(statistics.database, { ...spike, territoryCode: NEMYRIVSKA, category: 'domestic_violence' });
  await countDays(statistics.database, { ...spike, territoryCode: KYIV, category: 'fire' });
  await declareEverything(statistics.database, '2024-01-01');
  now = MORNING;
});
afterAll(() => statistics.stop());

test('finds unusual days of oblasts and hromadas, but never of sensitive ones', async () => {
  await checkDays();
  const { anomalies, checkedUntil, falseAlarmsPerYear } = await list();
  const unusual = { day: UNUSUAL_DAY, incidents: 60n, foundTime: MORNING };
  const [ofHromada, ofOblast, ofKyiv] = [VINNYTSIA, VINNYTSKA, KYIV].map((code) => {
    const found = anomalies.filter(({ territoryCode }) => territoryCode === code);
    expect(found).toHaveLength(1);
    return found[0] ?? expect.fail();
  });
  expect(anomalies).toHaveLength(3);
  expect(ofOblast).toMatchObject({ ...unusual, category: FIRE });
  expect(ofHromada).toMatchObject({ ...unusual, category: IncidentCategory.UNSPECIFIED });
  expect(ofKyiv).toMatchObject({ ...unusual, category: FIRE });
  expect(ofOblast?.expected).toBeGreaterThan(3);
  expect(ofOblast?.expected).toBeLessThan(8);
  expect(ofOblast?.chance).toBeLessThan(1e-9);
  expect(checkedUntil).toBe(UNUSUAL_DAY);
  expect(falseAlarmsPerYear).toBe(12);
});

test('publishes each of them, and once', async () => {
  await checkDays();
  const { anomalies } = await list();
  for (const { foundTime, ...anomaly } of anomalies) {
    expect(foundTime).toEqual(MORNING);
    const isHromada = anomaly.territoryCode === VINNYTSIA;
    const oblastCode = isHromada ? VINNYTSKA : anomaly.territoryCode;
    const place = `${oblastCode}.${isHromada ? VINNYTSIA : 'none'}`;
    await published.expectWhole(events.anomalyFound, anomaly.anomalyId, place, [{ ...anomaly, oblastCode }]);
  }
});

test('lists them by page and filter, the latest first', async () => {
  const first = await list({ pageSize: 2 });
  expect(first.anomalies).toHaveLength(2);
  const second = await list({ pageSize: 2, pageToken: first.nextPageToken });
  expect(second.anomalies).toHaveLength(1);
  expect(second.nextPageToken).toBe('');
  const ids = [...first.anomalies, ...second.anomalies].map(({ anomalyId }) => anomalyId);
  expect(new Set(ids).size).toBe(3);
  const codesOf = async (request: Partial<ListAnomaliesRequest>) =>
    (await list(request)).anomalies.map(({ territoryCode }) => territoryCode).toSorted();
  expect(await codesOf({ territoryCode: VINNYTSKA })).toEqual([VINNYTSKA, VINNYTSIA].toSorted());
  expect(await codesOf({ territoryCode: VINNYTSIA })).toEqual([VINNYTSIA]);
  expect(await codesOf({ territoryCode: 'UA' })).toEqual([]);
  expect(await codesOf({ category: FIRE })).toEqual([VINNYTSKA, KYIV].toSorted());
  expect(await codesOf({ lastDay: '2026-11-25' })).toEqual([]);
});

test('as known on a day, lists those that were found by its end', async () => {
  const before = await list({ asKnownOn: UNUSUAL_DAY });
  expect(before.anomalies).toEqual([]);
  // The service itself checked the day before.
  expect(before.checkedUntil < UNUSUAL_DAY).toBe(true);
  const after = await list({ asKnownOn: '2026-11-27' });
  expect([after.anomalies.length, after.checkedUntil]).toEqual([3, UNUSUAL_DAY]);
});

test.each<[string, Partial<ListAnomaliesRequest>]>([
  ['first_day', { firstDay: 'yesterday' }],
  ['last_day', { lastDay: '2026-12-24' }],
  ['last_day', { firstDay: '2026-11-02', lastDay: '2026-11-01' }],
  ['last_day', { firstDay: '2001-01-01' }],
  ['territory_code', { territoryCode: 'UA05020030000099999' }],
  ['category', { category: 99 as IncidentCategory }],
  ['category', { category: DOMESTIC_VIOLENCE }],
  ['page_size', { pageSize: 501 }],
  ['as_known_on', { asKnownOn: '2026-11-28' }],
  ['as_known_on', { asKnownOn: 'yesterday' }],
  ['page_token', { pageToken: 'x' }],
])('rejects an invalid %s', async (field, request) => {
  const error = await refusalOf(list(request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

test('covers every field of every event of statistics', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.statistics.'))).toEqual([]);
});

/** As the service does, until no day is due. */
async function checkDays(): Promise<void> {
  const runtime = createRuntime({
    installation: 'demonstration',
    database: statistics.database,
    wakeup: createWakeup(),
    clock,
  });
  const job = findAnomaliesJob(runtime);
  while ((await job.run(new AbortController().signal)) > 0);
}

function list(request: Partial<ListAnomaliesRequest> = {}) {
  const { client } = statistics;
  const whole = ListAnomaliesRequest.fromPartial({ firstDay: '2026-11-01', lastDay: '2026-11-27', ...request });
  return callUnary('ListAnomalies', client.listAnomalies.bind(client), whole, 5_000);
}
